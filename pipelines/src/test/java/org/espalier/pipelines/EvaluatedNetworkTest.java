package org.espalier.pipelines;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.espalier.models.space.SearchSpaces;
import org.espalier.pipelines.config.ConfigFile;
import org.espalier.schemas.GradientState;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.storage.RunFiles;
import org.espalier.transforms.storage.SearchRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run has to be evaluated with. */
final class EvaluatedNetworkTest {

  private static final String CELL =
      "|nor_conv_1x1~0|+|skip_connect~0|nor_conv_1x1~1|+|none~0|skip_connect~1|avg_pool_3x3~2|";

  @TempDir private Path temporary;

  /** Else fresh weights were evaluated as if they were trained. */
  @Test
  void weightsOfSomeOfTheChannelsAreNoneOfANetwork() throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    var experiment =
        ConfigFile.read(Path.of("../configs/tiny-gradient.yaml"), List.of()).search().experiment();
    var run = new SearchRun(experiment, new RunFiles(temporary.resolve("run").toString()));
    run.files().begin(trained(4));

    assertThatThrownBy(() -> EvaluatedNetwork.of(run, temporary.resolve("scratch")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(run.files().root(), "1/4 of the channels", "retrain it first");
  }

  /** As PC-DARTS and DrNAS leave one. */
  private static SearchState trained(int partial) {
    var method =
        GradientState.newBuilder()
            .setStage(1)
            .setTensors(List.of())
            .setForm(SupernetForm.newBuilder().setMixed(true).setPartial(partial).build())
            .setDerived(SearchSpaces.named("nb201").parse(CELL))
            .setOptionScores(List.of())
            .build();
    return SearchState.newBuilder()
        .setRun("partial")
        .setMethod("pc-darts")
        .setSpace("nb201")
        .setSeed(0)
        .setWeights("0".repeat(32))
        .setMethodState(method)
        .build();
  }
}
