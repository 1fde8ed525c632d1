package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.espalier.models.weights.WeightsFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python reads the safetensors that are written here, to the bit. Skipped where pip fails. */
final class SafetensorsInPythonTest {

  @TempDir private Path folder;

  @BeforeAll
  static void install() throws Exception {
    Python.install();
  }

  @Test
  void tensorsAreTheSameToTheBit() throws Exception {
    var file = TinyWeights.write(folder.resolve("tiny.safetensors"), 7);

    assertThat(python(file)).isEqualTo(tensors(file));
  }

  @Test
  void aCheckpointComesBackTensorByTensor() throws Exception {
    var checkpoint =
        Path.of(System.getProperty("espalier.data", "absent"), "pretrained", "dsm_nas_plus.pt");
    assumeTrue(Files.isRegularFile(checkpoint), checkpoint + " is not there");
    var out = folder.resolve("dsm.safetensors").toString();
    new CommandLineRun()
        .ok(
            "weights",
            "convert",
            checkpoint.toString(),
            "--architecture",
            "dsm_nas_plus",
            "--output",
            out);

    assertThat(python(Path.of(out), checkpoint.toString())).isEqualTo(tensors(checkpoint));
  }

  private static List<String> python(Path file, String... more) throws Exception {
    var arguments = new ArrayList<>(List.of(file.toString()));
    arguments.addAll(List.of(more));
    var said = Python.script("read_safetensors.py", Map.of(), arguments.toArray(String[]::new));
    assertThat(said.code()).as(said.text()).isZero();
    var lines = said.text().lines().collect(Collectors.toCollection(ArrayList::new));
    // Where torch is there, it says how many of its own tensors are the same.
    var torch = lines.stream().filter(line -> line.startsWith("torch|")).toList();
    lines.removeAll(torch);
    assertThat(torch).allMatch(line -> line.endsWith("|" + lines.size()));
    assertThat(torch).allMatch(line -> line.startsWith("torch|" + lines.size() + "|"));
    return lines;
  }

  private static List<String> tensors(Path file) throws Exception {
    var lines = new TreeMap<String, String>();
    try (var open = WeightsFiles.open(file)) {
      for (var tensor : open.tensors()) {
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(open.read(tensor));
        var type = tensor.type().isFloating() ? "float32" : "int64";
        lines.put(
            tensor.name(),
            "%s|%s|%s|%s"
                .formatted(
                    tensor.name(),
                    type,
                    tensor.shape(),
                    HexFormat.of().formatHex(digest.digest())));
      }
    }
    return List.copyOf(lines.values());
  }
}
