package org.espalier.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.espalier.models.graph.NetworkSettings;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.space.BlockSize;
import org.espalier.models.space.CellSize;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.ToySpace;
import org.espalier.models.testing.Pictures;
import org.espalier.schemas.SupernetForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options beside a path have the gradients of a mixture that weighs the path 1 and them 0. */
final class ComparedOptionsTest {

  private static final SupernetForm COMPARED =
      SupernetForm.newBuilder().setMixed(false).setCompared(true).build();
  private static final NetworkSettings TOY =
      Pictures.search(new ToySpace(), new CellSize(4, 3), Pictures.TINY, Pictures.PLAIN);

  @TempDir static Path folder;

  /** Layers of 2, 3 and 4 options, one of which may be absent. */
  @Test
  void everyGateHasTheGradientOfTheMixture() {
    agreesWithTheMixture(TOY, new int[][] {{0, 1, 3}, {1, 0, 2}, {1, 2, 0}});
  }

  /** The nodes of three cells share a decision; {@code none} gives nothing, taken or not. */
  @Test
  void gatesSumOverTheNodesOfADecision() {
    agreesWithTheMixture(
        Pictures.network(Pictures.PLAIN), new int[][] {{3, 2, 3, 1, 4, 3}, {0, 3, 1, 2, 3, 4}});
  }

  private static void agreesWithTheMixture(NetworkSettings settings, int[][] paths) {
    var batch = Pictures.batch(16, settings.images(), 2);
    var index = settings.network().options();
    var all = new boolean[index.size()];
    Arrays.fill(all, true);
    try (var supernet = open(settings, COMPARED);
        var mixed = open(settings, Pictures.MIXED)) {
      for (var path : paths) {
        var before = supernet.state();
        var gates = supernet.compare(batch, new SampledPath(path, all));
        var mixture = mixed.gradient(batch, mixed.only(path), 0);
        assertThat(gates.loss()).isCloseTo(mixture.loss(), within(1e-4f));
        assertThat(gates.correct()).isEqualTo(mixture.correct());
        assertThat(gates.gradient()).hasSize(index.size());
        for (int at = 0; at < index.size(); at++) {
          assertThat(gates.gradient()[at])
              .as("option %d of decision %d", index.option(at), index.decision(at))
              .isCloseTo(mixture.gradient()[at], within(1e-3f));
        }
        assertThat(supernet.state()).isEqualTo(before);
      }
    }
  }

  @Test
  void onlyThePathAndWhatIsComparedIsRun() {
    var index = TOY.network().options();
    var path = new int[] {1, 0, 2};
    var compared = new boolean[index.size()];
    compared[index.at(1, 2)] = true;
    compared[index.at(2, 2)] = true; // on the path anyway
    var batch = Pictures.batch(16, Pictures.TINY, 3);
    try (var supernet = open(TOY, COMPARED)) {
      var state = supernet.layout().initial(5);
      for (var slice : supernet.layout().slices()) {
        if (slice.decision() >= 0
            && !isRun(index, slice.decision(), slice.option(), path, compared)) {
          Arrays.fill(state, slice.offset(), slice.end(), Float.NaN);
        }
      }
      supernet.assign(state);
      var alone = supernet.score(batch, new SampledPath(path));
      var gates = supernet.compare(batch, new SampledPath(path, compared));
      assertThat(gates.loss()).isEqualTo(alone.loss()).isFinite();
      for (int at = 0; at < index.size(); at++) {
        var isRun = isRun(index, index.decision(at), index.option(at), path, compared);
        assertThat(gates.gradient()[at] != 0).as("position %d", at).isEqualTo(isRun);
        assertThat(gates.gradient()[at]).isFinite();
      }
      var none = supernet.compare(batch, new SampledPath(path)).gradient();
      assertThat(none[index.at(1, 2)]).isZero();
      assertThat(none[index.at(1, 0)]).isEqualTo(gates.gradient()[index.at(1, 0)]);
    }
  }

  private static boolean isRun(
      OptionIndex index, int decision, int option, int[] path, boolean[] compared) {
    return path[decision] == option || compared[index.at(decision, option)];
  }

  @Test
  void aSupernetOfAnotherFormSaysThatItDoesNotCompare() {
    var batch = Pictures.batch(4, Pictures.TINY, 1);
    try (var paths = open(TOY, Pictures.PATH);
        var mixed = open(TOY, Pictures.MIXED)) {
      assertThatThrownBy(() -> paths.compare(batch, new SampledPath(0, 0, 0)))
          .hasMessageContaining("not of a form that compares");
      assertThatThrownBy(() -> mixed.compare(batch, mixed.only(new int[3])))
          .hasMessageContaining("only options of paths");
    }
  }

  @Test
  void layersThatShareTensorsAreNotCompared() {
    var size = new BlockSize(0.2, List.of(1, 2, 2, 1, 1, 2), true);
    var space = SearchSpaces.named("mobilenetv3");
    var settings = Pictures.search(space, size, Pictures.images(16), Pictures.PLAIN);
    assertThatThrownBy(() -> open(settings, COMPARED))
        .hasMessageContaining("network.elastic must be false");
  }

  private static Supernet open(NetworkSettings settings, SupernetForm form) {
    return Supernet.open(settings, form, ProgramStore.at(folder), LoadOptions.defaults(), 5);
  }
}
