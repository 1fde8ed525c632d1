package org.espalier.models.network;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** From normalized images to logits through the cells of a {@link DartsEvaluation}. */
final class DartsTrainedNetwork {
  /** Logits of the classifier and of the auxiliary one, each [batch, classes]. */
  record Logits(Operand<TFloat32> main, Optional<Operand<TFloat32>> auxiliary) {}

  private final Build build;
  private final DartsEvaluation settings;
  private final @Nullable DropPath dropPath;

  /** Without the second classifier where edges are not dropped, as only training does. */
  DartsTrainedNetwork(Build build, DartsEvaluation settings, @Nullable DropPath dropPath) {
    this.build = build;
    this.settings = settings;
    this.dropPath = dropPath;
  }

  /** Takes images, [batch, height, width, image channels]. */
  Logits logits(Operand<TFloat32> images) {
    var macro = settings.macro();
    int classes = settings.images().classes();
    var stem =
        DartsStem.of(
            build,
            StemSettings.of(macro.stem()),
            macro.channels(),
            images,
            settings.images().channels());
    var before = stem.before();
    var last = stem.last();
    int wideBefore = stem.channels();
    int wide = stem.channels();
    boolean halved = stem.halved();
    int channels = macro.channels();
    Operand<TFloat32> auxiliary = null;
    for (int i = 0; i < macro.cells(); i++) {
      boolean reduces = macro.reduces(i);
      channels = reduces ? 2 * channels : channels;
      var name = "cell" + i;
      var one = input(name + "/input0", before, wideBefore, channels, halved);
      var two = input(name + "/input1", last, wide, channels, false);
      var output = cell(name, channels, reduces).apply(one, two);
      before = last;
      wideBefore = wide;
      last = new NodeValue(build.tf(), output);
      wide = DartsTrainedCell.NODES * channels;
      halved = reduces;
      if (dropPath != null && settings.auxiliary() && i == 2 * macro.cells() / 3) {
        auxiliary = AuxiliaryHead.apply(build, macro.stem(), last.value(), wide, classes);
      }
    }
    var main = Classifier.pooled(build, last.value(), wide, classes);
    return new Logits(main, Optional.ofNullable(auxiliary));
  }

  /////////////////////////////////////////////////////////////////////////////

  private DartsTrainedCell cell(String name, int channels, boolean reduces) {
    var inputs = reduces ? settings.cells().reduce() : settings.cells().normal();
    return new DartsTrainedCell(build, name, inputs, channels, reduces, settings.pools(), dropPath);
  }

  private NodeValue input(String name, NodeValue from, int in, int out, boolean half) {
    var x =
        half
            ? FactorizedReduce.apply(build, name, from, in, out, true, null)
            : ReluConvBn.apply(build, name, from, in, out, true);
    return new NodeValue(build.tf(), x);
  }
}
