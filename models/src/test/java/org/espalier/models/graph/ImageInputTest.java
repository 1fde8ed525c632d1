package org.espalier.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.LoadedProgram;
import org.espalier.models.program.ProgramGraph;
import org.espalier.models.program.ProgramSource;
import org.espalier.models.program.ProgramStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageInputTest {
  private static final int SIZE = 8;
  private static final int PADDING = 2;
  private static final int BATCH = 64;

  @TempDir static Path folder;

  @Test
  void everyAugmentedImageIsACropOfThePaddedImageMirroredOrNot() {
    var raw = pixels();
    var seen = new HashSet<List<Integer>>();
    try (var input = load(images(true, PADDING, true, 0))) {
      var all = run(input, "augmented", raw, 5);
      for (int image = 0; image < BATCH; image++) {
        var matches = matches(raw, all, image);
        assertThat(matches).as("image " + image).hasSize(1);
        seen.addAll(matches);
      }
    }
    // 50 combinations, 64 draws: fewer than 20 distinct ones have a chance below 1e-9.
    assertThat(seen).hasSizeGreaterThan(20);
  }

  @Test
  void theSeedDecides() {
    var raw = pixels();
    try (var input = load(images(true, PADDING, true, 4))) {
      var first = run(input, "augmented", raw, 5);
      assertThat(run(input, "augmented", raw, 5)).containsExactly(first);
      assertThat(run(input, "augmented", raw, 6)).isNotEqualTo(first);
    }
  }

  @Test
  void planarAndInterleavedBytesGiveTheSameImage() {
    var planar = pixels();
    var interleaved = new byte[planar.length];
    for (int i = 0; i < planar.length; i++) {
      int pixel = i % (SIZE * SIZE);
      int plane = (i / (SIZE * SIZE)) % 3;
      int image = i / (3 * SIZE * SIZE);
      interleaved[(image * SIZE * SIZE + pixel) * 3 + plane] = planar[i];
    }
    try (var one = load(images(true, 0, false, 0));
        var other = load(images(false, 0, false, 0))) {
      var plain = run(one, "plain", planar, 0);
      assertThat(run(other, "plain", interleaved, 0)).containsExactly(plain);
      assertThat(plain[0]).isCloseTo(normal(planar[0], 0), within(1e-5f));
    }
  }

  @Test
  void cutoutZeroesOneSquareThatMayLeaveTheImage() {
    var raw = new byte[BATCH * 3 * SIZE * SIZE];
    Arrays.fill(raw, (byte) 255);
    var areas = new HashSet<Integer>();
    try (var input = load(images(true, 0, false, 4))) {
      var all = run(input, "augmented", raw, 9);
      for (int image = 0; image < BATCH; image++) {
        int zeros = 0;
        for (int i = 0; i < SIZE * SIZE; i++) {
          zeros += all[(image * SIZE * SIZE + i) * 3] == 0 ? 1 : 0;
        }
        areas.add(zeros);
      }
    }
    assertThat(areas).isSubsetOf(Set.of(16, 12, 8, 9, 6, 4)).contains(16).hasSizeGreaterThan(2);
  }

  private static Set<List<Integer>> matches(byte[] raw, float[] all, int image) {
    var matches = new HashSet<List<Integer>>();
    for (int down = -PADDING; down <= PADDING; down++) {
      for (int right = -PADDING; right <= PADDING; right++) {
        for (int mirrored = 0; mirrored < 2; mirrored++) {
          if (isMoved(raw, all, image, down, right, mirrored == 1)) {
            matches.add(List.of(down, right, mirrored));
          }
        }
      }
    }
    return matches;
  }

  private static boolean isMoved(
      byte[] raw, float[] all, int image, int down, int right, boolean mirrored) {
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        int row = y + down;
        int column = (mirrored ? SIZE - 1 - x : x) + right;
        boolean inside = row >= 0 && row < SIZE && column >= 0 && column < SIZE;
        byte value = inside ? raw[((image * 3) * SIZE + row) * SIZE + column] : 0;
        if (Math.abs(all[((image * SIZE + y) * SIZE + x) * 3] - normal(value, 0)) > 1e-4) {
          return false;
        }
      }
    }
    return true;
  }

  private static float normal(byte value, int channel) {
    var images = images(true, 0, false, 0);
    return ((value & 0xff) / 255f - images.mean().get(channel)) / images.deviation().get(channel);
  }

  private static ImageSettings images(boolean planar, int padding, boolean flip, int cutout) {
    return new ImageSettings(
        SIZE,
        SIZE,
        planar,
        List.of(0.4f, 0.5f, 0.6f),
        List.of(0.2f, 0.25f, 0.3f),
        padding,
        flip,
        cutout,
        10);
  }

  private static byte[] pixels() {
    var bytes = new byte[BATCH * 3 * SIZE * SIZE];
    new SplittableRandom(1).nextBytes(bytes);
    return bytes;
  }

  private static LoadedProgram load(ImageSettings images) {
    var source = new InputProgram(images);
    return LoadedProgram.load(ProgramStore.at(folder).export(source), LoadOptions.defaults());
  }

  private static float[] run(LoadedProgram program, String signature, byte[] raw, long seed) {
    var planar = program.signatures().contains("planar");
    var array =
        planar ? HostArray.of(raw, BATCH, 3, SIZE, SIZE) : HostArray.of(raw, BATCH, SIZE, SIZE, 3);
    return program
        .run(signature, Map.of("raw", array, "seed", HostArray.scalar(seed)))
        .get("x")
        .floats();
  }

  private record InputProgram(ImageSettings images) implements ProgramSource {
    @Override
    public String name() {
      return "input";
    }

    @Override
    public String description() {
      return images.toString();
    }

    @Override
    public void build(ProgramGraph graph) {
      var input = new ImageInput(graph.ops(), images);
      var raw = graph.bytes("raw", images.inputShape());
      var seed = graph.longs("seed");
      var augmented = input.augmented(raw, seed);
      graph.signature("augmented").input("raw", raw).input("seed", seed).output("x", augmented);
      graph.signature("plain").input("raw", raw).input("seed", seed).output("x", input.plain(raw));
      if (images.planar()) {
        graph.signature("planar").input("raw", raw).output("x", input.plain(raw));
      }
    }
  }
}
