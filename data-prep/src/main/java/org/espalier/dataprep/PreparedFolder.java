package org.espalier.dataprep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.dataprep.listing.Bytes;
import org.espalier.dataprep.listing.LocalPath;
import org.espalier.transforms.files.AtomicFile;
import org.espalier.transforms.files.ConflictException;
import org.espalier.transforms.files.StoredFiles;

/**
 * The files of a prepared data set, on any Beam file system. {@code report.json} appears last: with
 * it, the data set is complete.
 *
 * @param root the output folder, without a slash at its end
 */
public record PreparedFolder(String root) implements Serializable {

  private static final String PATTERN_SIGNS = "*?[]{}\\";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final TypeReference<TreeMap<String, Object>> MAP = new TypeReference<>() {};

  /**
   * The folder at a path; a local one is made absolute, since workers run in folders of their own.
   *
   * @throws IllegalArgumentException if its name is taken for a pattern
   */
  public static PreparedFolder at(String path) {
    if (Bytes.isRemote(path)) {
      return new PreparedFolder(path.replaceAll("(?<=.)/+$", ""));
    }
    for (int at = 0; at < path.length(); at++) {
      if (PATTERN_SIGNS.indexOf(path.charAt(at)) >= 0) {
        throw new IllegalArgumentException(
            "the output '%s' has a '%s', which file systems take for a pattern: choose a name without any of %s"
                .formatted(path, path.charAt(at), PATTERN_SIGNS));
      }
    }
    return new PreparedFolder(LocalPath.of(path).toAbsolutePath().normalize().toString());
  }

  /** What it was prepared with; written first. */
  public String settings() {
    return root + "/prepare.json";
  }

  /** The list of its images: a line {@code split<TAB>class/name} each, sorted. */
  public String list() {
    return root + "/list.tsv";
  }

  /** The SHA-256 of the list, as {@code sha256sum -c} reads it. */
  public String listHash() {
    return root + "/list.tsv.sha256";
  }

  /** The names of the classes, label 1 first. */
  public String classes() {
    return root + "/classes.txt";
  }

  /** One row an image. */
  public String manifest() {
    return root + "/manifest.parquet";
  }

  /** Counts of classes, splits and rejected images; written last. */
  public String report() {
    return root + "/report.json";
  }

  /** What is there only until the data set is complete. */
  public String work() {
    return root + "/.work";
  }

  /** What became of the input's files, as far as the listing tells. */
  String inputCount() {
    return work() + "/input.json";
  }

  String listedClasses() {
    return work() + "/classes";
  }

  String listedPieces() {
    return work() + "/pieces";
  }

  String units() {
    return work() + "/units.avro";
  }

  String images(int unit) {
    return String.format(Locale.ROOT, "%s/units/%06d.avro", work(), unit);
  }

  String rows(int unit, long rejected) {
    return String.format(Locale.ROOT, "%s/rows/%06d-%d.parquet", work(), unit, rejected);
  }

  /** The rows of a unit, where it is done. */
  Optional<String> rowsOf(int unit) throws IOException {
    var prefix = String.format(Locale.ROOT, "%s/rows/%06d-", work(), unit);
    return rowFiles().stream().filter(file -> file.startsWith(prefix)).findFirst();
  }

  /** The rows of all units that are done. */
  List<String> rowFiles() throws IOException {
    var rows = work() + "/rows";
    return StoredFiles.list(rows).stream()
        .filter(name -> name.endsWith(".parquet"))
        .map(name -> rows + '/' + name)
        .toList();
  }

  /** Numbers of the units that are done. */
  public Set<Integer> doneUnits() throws IOException {
    var done = new HashSet<Integer>();
    for (var file : rowFiles()) {
      var name = file.substring(file.lastIndexOf('/') + 1);
      done.add(Integer.parseInt(name.substring(0, name.indexOf('-'))));
    }
    return done;
  }

  /** Whether the data set is complete. */
  public boolean isComplete() throws IOException {
    return StoredFiles.exists(report());
  }

  /**
   * Takes the folder for a preparation: an empty or absent one, or one of the same settings.
   *
   * @throws ConflictException if it holds anything else; says what
   */
  public void take(Map<String, String> settings) throws IOException {
    if (StoredFiles.exists(settings())) {
      compare(settings);
    } else if (!isEmpty()) {
      throw new ConflictException(
          root + " is not empty and holds no data set of this command: name another --output");
    } else {
      write(settings(), settings);
    }
  }

  /** Whether nothing is in it that is not ours. */
  private boolean isEmpty() throws IOException {
    if (Bytes.isRemote(root)) {
      return StoredFiles.match(root + "/**").isEmpty();
    }
    if (!Files.exists(Path.of(root))) {
      return true;
    }
    try (var entries = Files.list(Path.of(root))) {
      return entries.allMatch(entry -> entry.endsWith(OutputLock.FILE));
    }
  }

  private void compare(Map<String, String> settings) throws IOException {
    var before = read(settings());
    var keys = new TreeSet<>(before.keySet());
    keys.addAll(settings.keySet());
    var changes = new TreeSet<String>();
    for (var key : keys) {
      var was = String.valueOf(before.getOrDefault(key, "absent"));
      var is = settings.getOrDefault(key, "absent");
      if (!was.equals(is)) {
        changes.add(key + ": was " + was + ", is " + is);
      }
    }
    if (!changes.isEmpty()) {
      throw new ConflictException(
          root
              + " holds a data set prepared otherwise; name another --output, or undo:\n  "
              + String.join("\n  ", changes));
    }
  }

  /** Writes a small JSON file, whole or not at all. */
  public void write(String path, Map<String, ?> content) throws IOException {
    writeText(path, JSON.writeValueAsString(content) + '\n');
  }

  void writeText(String path, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(path, channel -> channel.write(ByteBuffer.wrap(bytes)));
  }

  /**
   * Reads a JSON file of this folder.
   *
   * @throws IllegalArgumentException naming it, where it is none
   */
  public Map<String, Object> read(String path) {
    try (var in = StoredFiles.open(path)) {
      return JSON.readValue(in, MAP);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(path + " is not as it was written", malformed);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + path, failure);
    }
  }

  /** Deletes what is needed no longer. */
  void discard(String folder) throws IOException {
    if (Bytes.isRemote(folder)) {
      StoredFiles.deleteMatches(folder + "/**");
    } else if (Files.exists(Path.of(folder))) {
      try (var files = Files.walk(Path.of(folder))) {
        for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
