package org.espalier.runners.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a local cluster keeps what it needs: its plan, Flink's configuration, one record a process,
 * logs, scratch space.
 *
 * @param path absolute
 */
record ClusterFolder(Path path) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RECORD = ".json";

  ClusterFolder {
    path = path.toAbsolutePath().normalize();
    if (path.toString().matches(".*[,|:].*")) {
      throw new IllegalArgumentException(
          path
              + ": a cluster folder's path may not hold a comma, a colon or a bar: choose another");
    }
  }

  Path plan() {
    return path.resolve("cluster.json");
  }

  Path configuration() {
    return path.resolve("config.yaml");
  }

  Path lock() {
    return path.resolve("lock");
  }

  Path logs() {
    return path.resolve("logs");
  }

  Path scratch() {
    return path.resolve("tmp");
  }

  /** The scratch space of one process. */
  Path scratch(String process) {
    return scratch().resolve(process);
  }

  /** An empty scratch space, whatever a process of that name has left in it. */
  void emptyScratch(String process) throws IOException {
    deleteAll(scratch(process));
    Files.createDirectories(scratch(process));
  }

  /** An empty folder to start in: scratch space and logs of the one before go, and nothing else. */
  void prepare() throws IOException {
    deleteAll(scratch());
    deleteAll(logs());
    Files.createDirectories(scratch());
    Files.createDirectories(logs());
    Files.createDirectories(records());
  }

  /** Refuses a folder that holds something else. */
  void requireOurs() throws IOException {
    if (!Files.exists(path) || Files.exists(plan()) || Files.exists(lock())) {
      return;
    }
    try (var entries = Files.list(path)) {
      if (entries.findAny().isPresent()) {
        throw new IllegalArgumentException(
            path + ": holds something else than a local cluster: name an empty or new folder");
      }
    }
  }

  void write(ClusterPlan plan) throws IOException {
    writeWhole(plan(), JSON.writeValueAsString(plan));
  }

  /** The plan of the cluster that runs here, or ran here last. */
  Optional<ClusterPlan> readPlan() throws IOException {
    return Files.exists(plan())
        ? Optional.of(JSON.readValue(plan().toFile(), ClusterPlan.class))
        : Optional.empty();
  }

  void write(String process, ProcessRecord record) throws IOException {
    writeWhole(records().resolve(process + RECORD), JSON.writeValueAsString(record));
  }

  /** All processes started here and not known to have ended, by name. */
  Map<String, ProcessRecord> readRecords() throws IOException {
    var records = new TreeMap<String, ProcessRecord>();
    if (Files.isDirectory(records())) {
      try (var files = Files.newDirectoryStream(records(), "*" + RECORD)) {
        for (var file : files) {
          var name = file.getFileName().toString();
          records.put(
              name.substring(0, name.length() - RECORD.length()),
              JSON.readValue(file.toFile(), ProcessRecord.class));
        }
      }
    }
    return records;
  }

  void forget(String process) throws IOException {
    Files.deleteIfExists(records().resolve(process + RECORD));
  }

  void deleteScratch() throws IOException {
    deleteAll(scratch());
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private Path records() {
    return path.resolve("processes");
  }

  static void writeWhole(Path file, String text) throws IOException {
    var next = file.resolveSibling("." + file.getFileName() + ".next");
    Files.writeString(next, text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void deleteAll(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
