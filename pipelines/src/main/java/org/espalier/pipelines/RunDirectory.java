package org.espalier.pipelines;

import java.util.concurrent.Callable;
import org.espalier.transforms.files.StoredFiles;
import org.espalier.transforms.files.WriteLock;

import org.espalier.transforms.files.ConflictException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.pipelines.config.ConfigFile;
import org.espalier.pipelines.config.SearchConfig;
import org.espalier.schemas.Run;
import org.espalier.transforms.files.AtomicFile;
import org.espalier.transforms.files.ContentName;
import org.espalier.transforms.storage.RunFiles;

/**
 * The directory of a run and its manifest {@code run.json}: written first, and compared whenever a
 * command comes back to the directory.
 *
 * @param folder the files
 */
public record RunDirectory(RunFiles folder) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * The directory at a path on any Beam file system; a local one is made absolute, since workers
   * run in folders of their own.
   */
  public static RunDirectory at(String path) {
    var root = path.contains("://") ? path : Path.of(path).toAbsolutePath().normalize().toString();
    return new RunDirectory(new RunFiles(root.replaceAll("(?<=.)/+$", "")));
  }

  /**
   * Takes the directory for a run: writes the manifest of a new one, compares that of an old one.
   *
   * @param run the manifest as it would be written now
   * @return the manifest in force
   * @throws ConflictException saying which keys changed
   */
  public Run take(Run run) {
    var existing = manifest();
    if (existing.isPresent()) {
      compare(existing.get(), run);
      return existing.get();
    }
    write(folder.manifest(), json(run));
    return run;
  }

  /** The manifest, where a run was started here. */
  public Optional<Run> manifest() {
    try {
      return StoredFiles.exists(folder.manifest()) ? Optional.of(read()) : Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look for " + folder.manifest(), failure);
    }
  }

  /**
   * The configuration of the run that was started here.
   *
   * @throws IllegalArgumentException naming the directory, where no run has begun
   */
  public SearchConfig config() {
    return manifest()
        .filter(started -> folder.committed().isPresent())
        .map(started -> ConfigFile.of(folder.manifest(), started.getConfig()).search())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    folder.root()
                        + " holds no run: give a directory that `espalier search` has written"));
  }

  /**
   * Does work while no other process writes into the directory.
   *
   * @throws ConflictException where another process does
   */
  public <T> T locked(Callable<T> work) throws Exception {
    return WriteLock.holding(
        folder.root(),
        "another process is searching in " + folder.root() + ": wait for it, or stop it",
        work);
  }

  /** Writes a small JSON file into the directory, whole or not at all. */
  public void write(String path, Map<String, ?> content) {
    try {
      var bytes = (JSON.writeValueAsString(content) + '\n').getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(path, channel -> channel.write(ByteBuffer.wrap(bytes)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The hash that stands for an effective configuration. */
  public static String hash(Map<String, String> config) {
    return ContentName.of(new TreeMap<>(config).toString());
  }

  private void compare(Run existing, Run now) {
    var changes = new TreeSet<String>();
    var keys = new TreeSet<>(existing.getConfig().keySet());
    keys.addAll(now.getConfig().keySet());
    for (var key : keys) {
      var was = existing.getConfig().get(key);
      var is = now.getConfig().get(key);
      if (was == null || !was.equals(is)) {
        changes.add(
            key
                + ": was "
                + (was == null ? "absent" : was)
                + ", is "
                + (is == null ? "absent" : is));
      }
    }
    existing
        .getChecksums()
        .forEach(
            (file, sum) -> {
              var is = now.getChecksums().get(file);
              if (is != null && !is.equals(sum)) {
                changes.add("content of " + file);
              }
            });
    if (!changes.isEmpty()) {
      throw new ConflictException(
          folder.root()
              + " holds a run of another configuration; give another --run-dir, or undo:\n  "
              + String.join("\n  ", changes));
    }
  }

  private static Map<String, Object> json(Run run) {
    var json = new LinkedHashMap<String, Object>();
    json.put("run", run.getRun());
    json.put("config_hash", run.getConfigHash());
    json.put("config", new TreeMap<>(run.getConfig()));
    json.put("seed", run.getSeed());
    json.put("started_at", run.getStartedAt());
    json.put("version", run.getVersion());
    json.put("commit", run.getCommit());
    json.put("libraries", new TreeMap<>(run.getLibraries()));
    json.put("checksums", new TreeMap<>(run.getChecksums()));
    return json;
  }

  private Run read() {
    try (var in = StoredFiles.open(folder.manifest())) {
      var json = JSON.readTree(in);
      return Run.newBuilder()
          .setRun(json.path("run").asText())
          .setConfigHash(json.path("config_hash").asText())
          .setConfig(map(json.path("config")))
          .setSeed(json.path("seed").asLong())
          .setStartedAt(json.path("started_at").asLong())
          .setVersion(json.path("version").asText())
          .setCommit(json.path("commit").asText())
          .setLibraries(map(json.path("libraries")))
          .setChecksums(map(json.path("checksums")))
          .build();
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(
          folder.manifest() + " is no run manifest: give another --run-dir", malformed);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + folder.manifest(), failure);
    }
  }

  private static Map<String, String> map(com.fasterxml.jackson.databind.JsonNode node) {
    var map = new TreeMap<String, String>();
    node.properties().forEach(field -> map.put(field.getKey(), field.getValue().asText()));
    return map;
  }
}
