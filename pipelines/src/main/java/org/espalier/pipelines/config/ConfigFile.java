package org.espalier.pipelines.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.espalier.pipelines.config.ConfigNode.Section;

/** A configuration file with its overrides, as read: keys that are not bound yet. */
public final class ConfigFile {

  /** Hundreds of times what a configuration needs. */
  private static final int MOST_BYTES = 1 << 20;

  private final String source;
  private final Section keys;

  private ConfigFile(String source, Section keys) {
    this.source = source;
    this.keys = keys;
  }

  /**
   * Reads a YAML file and applies overrides.
   *
   * @param file the file, of at most 1 MiB
   * @param overrides {@code dotted.key=value} each; a value is taken as it stands, or as YAML where
   *     it starts with a quote, a bracket or a brace
   * @throws IllegalArgumentException naming the file or the override, and what is wrong with it
   */
  public static ConfigFile read(Path file, List<String> overrides) {
    return parse(file.toString(), text(file), overrides);
  }

  /**
   * A configuration that was stored as JSON.
   *
   * @param source where it was stored, for messages
   */
  public static ConfigFile of(String source, ObjectNode stored) {
    return new ConfigFile(source, (Section) ConfigNode.of(stored));
  }

  static ConfigFile parse(String source, String text, List<String> overrides) {
    if (!(YamlReader.read(source, text) instanceof Section keys)) {
      throw new IllegalArgumentException(source + " must hold keys and values, as configs/ do");
    }
    return new ConfigFile(source, Overrides.apply(keys, overrides));
  }

  private static String text(Path file) {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          file + " is a folder: give a configuration file, such as those in configs/");
    }
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IllegalArgumentException(
            file + " is not a configuration file: it has more than " + MOST_BYTES + " bytes");
      }
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (NoSuchFileException missing) {
      throw new IllegalArgumentException(
          "no configuration file " + file + ": give one of those in configs/", missing);
    } catch (CharacterCodingException binary) {
      throw new IllegalArgumentException(
          file + " is not a configuration file: it is not text in UTF-8", binary);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "cannot read configuration file " + file + ": " + unreadable.getMessage(), unreadable);
    }
  }

  /**
   * Binds the keys to the records of a search.
   *
   * @throws IllegalArgumentException with every problem of the file at once
   */
  public SearchConfig search() {
    return bound(SearchConfig.class);
  }

  /**
   * Binds the keys to the records of a training from scratch.
   *
   * @throws IllegalArgumentException with every problem of the file at once
   */
  public RetrainConfig retrain() {
    return bound(RetrainConfig.class);
  }

  private <T> T bound(Class<T> type) {
    var problems = new Problems(source);
    var config = new Binder(problems).bind(keys, type, "");
    problems.throwIfAny();
    return config.orElseThrow();
  }
}
