package org.espalier.models.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoadedProgramTest {
  private static final float[] X = {-1, 0, 1, 2};
  private static final float[] Y = {-1, 1, 3, 5};

  @TempDir static Path folder;
  private static LoadedProgram program;

  @BeforeAll
  static void load() {
    program =
        LoadedProgram.load(ProgramStore.at(folder).export(new LineFit()), LoadOptions.defaults());
  }

  @AfterAll
  static void close() {
    program.close();
  }

  @Test
  void gradientAgreesWithFiniteDifferences() {
    var line = new float[] {0.5f, -0.25f};
    var gradient = step(line, 0f).get("gradient").floats();
    for (int i = 0; i < 2; i++) {
      var up = line.clone();
      var down = line.clone();
      up[i] += 0.01f;
      down[i] -= 0.01f;
      var difference = (loss(up) - loss(down)) / 0.02;
      assertThat((double) gradient[i]).isCloseTo(difference, within(1e-2));
    }
  }

  @Test
  void parametersThatAreInputsAndOutputsLearn() {
    var line = new float[] {0, 0};
    for (int i = 0; i < 200; i++) {
      line = step(line, 0.2f).get("line").floats();
    }
    assertThat(line[0]).isCloseTo(2f, within(1e-3f));
    assertThat(line[1]).isCloseTo(1f, within(1e-3f));
  }

  @Test
  void unknownSignatureIsNamed() {
    assertThatThrownBy(() -> program.run("train", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line-fit has no signature train")
        .hasMessageContaining("step");
  }

  @Test
  void missingAndMisshapenInputsAreNamed() {
    var inputs = inputs(new float[] {0, 0});
    inputs.remove("y");
    assertThatThrownBy(() -> program.run("loss", inputs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("line-fit.loss takes inputs [line, x, y], got [line, x]");
    inputs.put("y", HostArray.vector(Y));
    inputs.put("line", HostArray.vector(1f, 2f, 3f));
    assertThatThrownBy(() -> program.run("loss", inputs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("line-fit.loss takes line as DT_FLOAT [2], got FLOAT32[3]");
  }

  @Test
  void aLossThatDoesNotDependOnAnOperandSaysSo() {
    ProgramSource source =
        new ProgramSource() {
          @Override
          public String name() {
            return "apart";
          }

          @Override
          public String description() {
            return "a loss without its operand";
          }

          @Override
          public void build(ProgramGraph graph) {
            var x = graph.floats("x");
            var y = graph.floats("y");
            graph.gradients(graph.ops().math.square(x), List.of(y));
          }
        };
    assertThatThrownBy(() -> ProgramStore.at(folder).export(source))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'y'");
  }

  private static float loss(float[] line) {
    return program.run("loss", inputs(line)).get("loss").scalarFloat();
  }

  private static Outputs step(float[] line, float rate) {
    var inputs = inputs(line);
    inputs.put("rate", HostArray.scalar(rate));
    return program.run("step", inputs);
  }

  private static Map<String, HostArray> inputs(float[] line) {
    var inputs = new HashMap<String, HostArray>();
    inputs.put("line", HostArray.vector(line));
    inputs.put("x", HostArray.vector(X));
    inputs.put("y", HostArray.vector(Y));
    return inputs;
  }
}
