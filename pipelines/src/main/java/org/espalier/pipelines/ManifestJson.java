package org.espalier.pipelines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.espalier.transforms.files.ConflictException;
import org.espalier.transforms.files.DamagedFileException;
import org.espalier.transforms.files.SealedText;
import org.jspecify.annotations.Nullable;

/** Manifests as {@code run.json} holds them, with the types they have in memory. */
final class ManifestJson {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ManifestJson() {}

  static String write(RunManifest manifest) {
    try {
      return JSON.writeValueAsString(manifest) + '\n';
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("no JSON for the manifest of " + manifest.run(), unwritable);
    }
  }

  /**
   * Reads a manifest of this or an earlier format.
   *
   * @param file the file that is read, for messages
   * @throws ConflictException where a newer version has written it
   * @throws DamagedFileException where it is not what was written
   * @throws IllegalArgumentException where it is no manifest
   */
  static RunManifest read(String file, SealedText stored) {
    try {
      if (!(JSON.readTree(stored.text()) instanceof ObjectNode json)) {
        throw damaged(file, "it holds no keys", null);
      }
      var format = json.path("format").asInt(1);
      if (format > RunManifest.FORMAT) {
        throw newer(file, json.path("version").asText("a newer version"));
      }
      var today = format < RunManifest.FORMAT ? OldRunManifest.translate(json) : json;
      var manifest = JSON.treeToValue(today, RunManifest.class);
      if (format == RunManifest.FORMAT && !stored.sealed()) {
        throw new DamagedFileException(file, "its end is not what was written");
      }
      return manifest;
    } catch (JsonProcessingException malformed) {
      throw damaged(file, malformed.getOriginalMessage(), malformed);
    }
  }

  private static IllegalArgumentException damaged(
      String file, String reason, @Nullable Exception cause) {
    var line = String.valueOf(reason).lines().findFirst().orElse("");
    return new IllegalArgumentException(
        file + " is not a run manifest: " + line + ": restore it, or give another directory",
        cause);
  }

  private static ConflictException newer(String file, String version) {
    return new ConflictException(
        "%s was written by Espalier %s; this is %s, which cannot read it: install Espalier %s or newer"
            .formatted(file, version, BuildInfo.version(), version));
  }
}
