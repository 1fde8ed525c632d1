package org.espalier.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.models.catalog.GivenArchitecture;
import org.espalier.models.program.HostArray;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.LoadedProgram;
import org.espalier.models.program.ProgramGraph;
import org.espalier.models.program.ProgramSource;
import org.espalier.models.program.ProgramStore;
import org.espalier.models.weights.Weights;
import org.espalier.models.weights.WeightsFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Imported weights give the logits that the original networks' code gave. */
final class ImportedLogitsTest {

  private static final int CLASSES = 1000;
  private static final int IMAGES = 2;
  private static final int SUBNET = 1;
  private static final double TOLERANCE = 1e-3;

  @TempDir private Path folder;

  /** A network that takes normalized floats. */
  private record OnFloats(Weights weights) implements ProgramSource {
    @Override
    public String name() {
      return "on-floats";
    }

    @Override
    public String description() {
      return weights.architecture().name() + weights.form();
    }

    @Override
    public void build(ProgramGraph graph) {
      var tf = graph.ops();
      var input = weights.form().input();
      var x = graph.floats("x", -1, input.height(), input.width(), input.channels());
      var variables = Variables.frozen(tf, new FrozenState(weights.layout(), weights.state()));
      var build = BuildContext.of(tf, variables, Statistics.RUNNING, new ArrayList<>());
      var given = weights.architecture();
      var path = given.space().encoding(given.genotype());
      var nodes = new FixedNodes(Arrays.stream(path).boxed().toList());
      var logits =
          weights.network().logits(new GraphBuilder(build, nodes), SharedOutput.of(tf, x)).main();
      graph.signature("run").input("x", x).output("y", logits.next());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dsm_nas_plus, dsm_nas_plus.pt, dsm_nas_plus.formula.f32",
    "CNAS, cnas-imagenet.pth, cnas-imagenet.formula.f32",
    "DSNAS_240, dsnas-240.pth.tar, dsnas-240.formula.f32"
  })
  void theFormulasLogitsAreThoseOfTheOriginalCode(String name, String file, String reference)
      throws IOException {
    var data = Path.of(System.getProperty("espalier.data", "absent"), "pretrained");
    assumeTrue(Files.isDirectory(data), data + " is not there");
    check(weights(name, data.resolve(file)), floats(data.resolve(reference)));
  }

  /** The second of the five subnets: kernels of all sizes, made of larger ones by matrices. */
  @Test
  void aSubnetOfOnceForAllsSupernetTakesItsPart() throws IOException {
    var data = Path.of(System.getProperty("espalier.data", "absent"), "pretrained");
    assumeTrue(Files.isDirectory(data), data + " is not there");
    var text = Files.readAllLines(data.resolve("ofa-mbv3-w0.5.subnets.txt")).get(SUBNET);
    var all = floats(data.resolve("ofa-mbv3-w0.5.formula.f32"));
    var expected =
        Arrays.copyOfRange(all, SUBNET * IMAGES * CLASSES, (SUBNET + 1) * IMAGES * CLASSES);

    check(weights(text, data.resolve("ofa-mbv3-w0.5.pt")).ofSide(128), expected);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static Weights weights(String architecture, Path file) {
    try (var open = WeightsFiles.open(file)) {
      return Weights.of(GivenArchitecture.of(architecture), Optional.empty(), open);
    }
  }

  private void check(Weights weights, float[] expected) {
    var program = ProgramStore.at(folder).export(new OnFloats(weights));
    int side = weights.form().input().height();
    float[] found;
    try (var loaded = LoadedProgram.load(program, LoadOptions.defaults())) {
      var inputs = Map.of("x", HostArray.of(formula(side), IMAGES, side, side, 3));
      found = loaded.run("run", inputs).get("y").floats();
    }

    assertThat(found).hasSameSizeAs(expected);
    double largest =
        IntStream.range(0, expected.length).mapToDouble(i -> Math.abs(expected[i])).max().orElse(0);
    double worst =
        IntStream.range(0, expected.length)
            .mapToDouble(i -> Math.abs(expected[i] - found[i]))
            .max()
            .orElse(1);
    assertThat(worst / largest).isLessThan(TOLERANCE);
    for (int image = 0; image < IMAGES; image++) {
      assertThat(best(found, image)).isEqualTo(best(expected, image));
    }
  }

  /** 1.5 · sin(0.013 · (131 n + 37 c + 7 h + 3 w)), the sine in double precision. */
  private static float[] formula(int side) {
    var x = new float[IMAGES * side * side * 3];
    int at = 0;
    for (int n = 0; n < IMAGES; n++) {
      for (int h = 0; h < side; h++) {
        for (int w = 0; w < side; w++) {
          for (int c = 0; c < 3; c++) {
            x[at++] = 1.5f * (float) Math.sin(0.013 * (131 * n + 37 * c + 7 * h + 3 * w));
          }
        }
      }
    }
    return x;
  }

  private static int best(float[] logits, int image) {
    return IntStream.range(0, CLASSES)
        .boxed()
        .max(Comparator.comparingDouble((Integer label) -> logits[image * CLASSES + label]))
        .orElseThrow();
  }

  private static float[] floats(Path file) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    var values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }
}
