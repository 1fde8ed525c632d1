package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import javax.imageio.ImageIO;
import org.espalier.runners.console.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code espalier evaluate} with images and networks that are not as usual. */
final class EvaluateInputsTest {

  private static final int CLASSES = 6;

  @TempDir private Path folder;

  private final CommandLineRun cli = new CommandLineRun();

  /** In a process that has opened both before, as those of a cluster stay from job to job. */
  @Test
  void whatHasChangedIsOpenedAgain() throws IOException {
    var pictures = JpegFolder.write(folder.resolve("pictures"), CLASSES, 1);
    var model = folder.resolve("model");
    var losses = new ArrayList<Double>();
    for (int seed = 1; seed <= 2; seed++) {
      var file = TinyWeights.write(folder.resolve(seed + ".safetensors"), CLASSES, seed);
      cli.ok(
          "weights",
          "convert",
          file.toString(),
          "--architecture",
          "DARTS_V2",
          "--output",
          model.toString());
      var evaluated = evaluated(model, pictures);
      assertThat(evaluated.path("images").asInt()).isEqualTo(CLASSES * seed);
      losses.add(evaluated.path("loss").asDouble());
      Files.move(model, folder.resolve("model" + seed));
      JpegFolder.write(pictures, CLASSES, 2);
    }
    assertThat(evaluated(folder.resolve("model2"), pictures).path("loss").asDouble())
        .isEqualTo(losses.get(1));
    assertThat(evaluated(folder.resolve("model1"), pictures).path("loss").asDouble())
        .isNotEqualTo(losses.get(1));
  }

  @Test
  void anImageTooLongIsNamed() throws IOException {
    var weights = TinyWeights.write(folder.resolve("w.safetensors"), CLASSES);
    var pictures = JpegFolder.write(folder.resolve("pictures"), CLASSES, 1);
    var thread = new BufferedImage(1, 65_535, BufferedImage.TYPE_3BYTE_BGR);
    ImageIO.write(thread, "png", pictures.resolve("n00000001/thread.png").toFile());

    assertThat(
            cli.run(
                "evaluate",
                "--architecture",
                "DARTS_V2",
                "--weights",
                weights.toString(),
                "--images",
                pictures.toString(),
                "--crop",
                "224",
                "--runner",
                "DIRECT"))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.said()).contains("n00000001/thread.png", "1 × 65535 pixels");
  }

  /** Its part of the supernet has statistics of other networks. */
  @Test
  void theStatisticsOfASupernetAreNoticed() {
    var data = Path.of(System.getProperty("espalier.data", "absent"), "pretrained");
    assumeTrue(Files.isDirectory(data), data + " is not there");
    var weights = TinyWeights.write(folder.resolve("w.safetensors"), CLASSES);
    var noticing = CommandLineRun.withNotices();
    noticing.ok(
        "weights",
        "show",
        data.resolve("ofa-mbv3-w0.5.pt").toString(),
        "--architecture",
        "dsm_nas_plus",
        "--network",
        "mobilenetv3-w0.5-224");
    assertThat(noticing.said()).contains("is a supernet", "evaluator.calibrationImages");
    noticing.ok("weights", "show", weights.toString(), "--architecture", "DARTS_V2");
    assertThat(noticing.said()).doesNotContain("supernet");
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private JsonNode evaluated(Path model, Path pictures) throws IOException {
    return new ObjectMapper()
        .readTree(
            cli.ok(
                "evaluate",
                model.toString(),
                "--images",
                pictures.toString(),
                "--runner",
                "DIRECT",
                "--json"));
  }
}
