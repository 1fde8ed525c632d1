package org.espalier.models.weights;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.espalier.models.catalog.GivenArchitecture;
import org.espalier.models.space.Stem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are damaged or made to do harm, from a seed: each is refused in one line, or is read
 * to the bit where the change does not matter. {@code -Despalier.mutants=2000} makes more of them.
 */
final class HostileWeightsTest {

  private static final int MUTANTS = Integer.getInteger("espalier.mutants", 300);
  private static final int LONGEST = 600;

  @TempDir private Path folder;

  private final GivenArchitecture architecture = GivenArchitecture.of("DARTS_V2");
  private final Weights made =
      MadeUpWeights.of(
          architecture, NetworkForm.ofCells(architecture.space(), Stem.CIFAR, 2, 3, 10), 7);
  private final TorchWriter writer = MadeUpWeights.torch(made);
  private final byte[] pickle = writer.pickle();

  @Test
  void noMutantIsReadAsSomethingElse() throws IOException {
    var random = new Random(20_26);
    var zip = writer.zip(pickle);
    var stream = writer.stream(pickle);
    var safe = safetensors();
    // The stream form and safetensors have no checksums: what is changed there is their structure.
    // In the stream form 8 bytes of structure lie before the weights of each tensor.
    int streamEnd = stream.length - weightBytes() - Long.BYTES * made.names().tensors().size();
    int safeEnd = safe.length - weightBytes();
    var outcomes = new TreeMap<String, Integer>();
    for (int number = 0; number < MUTANTS; number++) {
      var bytes =
          switch (number % 12) {
            case 0 -> flipped(zip, zip.length, random);
            case 1 -> flipped(zip, pickle.length, random);
            case 2 -> flipped(stream, streamEnd, random);
            case 3 -> flipped(safe, safeEnd, random);
            case 4 -> Arrays.copyOf(zip, random.nextInt(zip.length));
            case 5 -> Arrays.copyOf(stream, random.nextInt(stream.length));
            case 6 -> Arrays.copyOf(safe, random.nextInt(safe.length));
            case 7 -> writer.stream(forbidden(random));
            case 8 -> writer.zip(deep(100 + random.nextInt(100_000)));
            case 9 -> bomb(random);
            case 10 -> lie(stream, random);
            default -> writer.stream(shared(random.nextInt(30)));
          };
      outcomes.merge(outcome(number, bytes), 1, Integer::sum);
    }
    assertThat(outcomes).containsKey("refused");
    assertThat(outcomes.getOrDefault("refused", 0)).isGreaterThan(MUTANTS * 8 / 10);
    assertThat(Path.of("executed")).doesNotExist();
    System.err.println("hostile weights: " + outcomes);
  }

  private String outcome(int number, byte[] bytes) throws IOException {
    var file = Files.write(folder.resolve("mutant"), bytes);
    try (var open = WeightsFiles.open(file)) {
      var read = Weights.of(architecture, Optional.empty(), open);
      assertThat(read.state()).as("mutant %d", number).isEqualTo(made.state());
      return "harmless";
    } catch (IllegalArgumentException refused) {
      var lines = String.valueOf(refused.getMessage()).lines().toList();
      assertThat(lines.get(0)).as("mutant %d", number).contains("mutant").hasSizeLessThan(LONGEST);
      // What fits another network is listed tensor by tensor.
      if (lines.size() > 1) {
        assertThat(lines.get(0)).contains("does not hold the weights of");
      }
      return "refused";
    } finally {
      Files.delete(file);
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private int weightBytes() {
    return 4 * made.state().length;
  }

  private static byte[] flipped(byte[] bytes, int end, Random random) {
    var changed = bytes.clone();
    int flips = 1 + random.nextInt(3);
    for (int flip = 0; flip < flips; flip++) {
      changed[random.nextInt(end)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  private static byte[] forbidden(Random random) {
    var names =
        Map.of(
            "posix", "system",
            "builtins", "eval",
            "subprocess", "Popen",
            "torch.jit", "load",
            "numpy", "load",
            "torch", "load",
            "collections", "Counter",
            "torch._utils", "_rebuild_device_tensor_from_numpy");
    var module = names.keySet().stream().sorted().toList().get(random.nextInt(names.size()));
    return new TorchWriter.Code()
        .op(0x80, 2)
        .global(module, requireNonNull(names.get(module)))
        .text("touch executed")
        .op(0x85, 'R', '.')
        .bytes();
  }

  private static byte[] deep(int depth) {
    var code = new TorchWriter.Code().op(0x80, 2);
    for (int i = 0; i < depth; i++) {
      code.op(i % 2 == 0 ? ']' : '}');
    }
    for (int i = depth - 1; i > 0; i--) {
      code.op('K', 1);
      code.op(i % 2 == 0 ? 's' : 'a');
    }
    return code.op('.').bytes();
  }

  /** A hundred references to a list of a hundred references, and so on. */
  private static byte[] shared(int depth) {
    var code = new TorchWriter.Code().op(0x80, 2).op(']').op('q', 0);
    for (int level = 1; level <= depth; level++) {
      code.op(']').op('(');
      for (int i = 0; i < 100; i++) {
        code.op('h', level - 1);
      }
      code.op('e').op('q', level);
    }
    return code.op('.').bytes();
  }

  private static byte[] bomb(Random random) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("net/data.pkl"));
      zip.write(new byte[1_000_000 + random.nextInt(4_000_000)]);
      zip.closeEntry();
    }
    return out.toByteArray();
  }

  /** The first storage announces another number of elements. */
  private byte[] lie(byte[] stream, Random random) {
    var changed = stream.clone();
    int first = stream.length - weightBytes() - 8 * (made.layout().slices().size() - 1) - 8;
    changed[first + random.nextInt(8)] ^= (byte) (1 + random.nextInt(255));
    return changed;
  }

  private byte[] safetensors() throws IOException {
    var file = folder.resolve("whole.safetensors");
    var tensors =
        made.names().tensors().stream()
            .collect(Collectors.toMap(MappedTensor::name, tensor -> tensor));
    SafetensorsWriter.write(
        file,
        made.names().tensors().stream().map(MappedTensor::entry).toList(),
        entry ->
            SafetensorsWriter.bytes(requireNonNull(tensors.get(entry.name())).give(made.state())),
        Map.of());
    return Files.readAllBytes(file);
  }
}
