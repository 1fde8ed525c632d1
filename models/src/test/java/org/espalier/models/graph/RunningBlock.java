package org.espalier.models.graph;

import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.models.layer.Layout;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.LoadedProgram;
import org.espalier.models.program.Outputs;
import org.espalier.models.program.Program;
import org.espalier.models.program.ProgramStore;

/** A loaded {@link BlockProgram} on images of one shape, [batch, height, width, channels]. */
final class RunningBlock implements AutoCloseable {
  private final long[] shape;
  private final Layout layout;
  private final LoadedProgram program;

  private RunningBlock(Program exported, LoadOptions options, long[] shape) {
    this.shape = shape.clone();
    this.layout = Layout.parse(exported.attachment(Layout.FILE));
    this.program = LoadedProgram.load(exported, options);
  }

  static RunningBlock open(Path folder, String name, BlockProgram.Block block, long... shape) {
    return open(folder, LoadOptions.defaults(), name, block, shape);
  }

  static RunningBlock open(
      Path folder, LoadOptions options, String name, BlockProgram.Block block, long... shape) {
    var source = new BlockProgram(name, block, shape);
    return new RunningBlock(ProgramStore.at(folder).export(source), options, shape);
  }

  Layout layout() {
    return layout;
  }

  void assign(float[] state) {
    if (state.length > 0) {
      program.run("assign", Map.of("state", HostArray.vector(state)));
    }
  }

  Outputs run(float[] x, float[] projection) {
    return program.run(
        "run", Map.of("x", HostArray.of(x, shape), "projection", HostArray.vector(projection)));
  }

  @Override
  public void close() {
    program.close();
  }

  static float[] uniform(SplittableRandom random, int size) {
    var values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }
}
