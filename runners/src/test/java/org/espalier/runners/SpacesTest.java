package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.espalier.pipelines.config.ConfigFile;
import org.espalier.runners.console.ExitCode;
import org.espalier.schemas.CellGroup;
import org.espalier.schemas.CellMember;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.SpaceState;
import org.espalier.schemas.SupernetForm;
import org.espalier.transforms.storage.RunFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spaces that were evolved: out of a run, and into a search. */
final class SpacesTest {

  private static final List<String> CELLS =
      List.of("0-00-2-12-13", "0-00-2-12-15", "1-00-5-12-12", "2-10-5-12-13");

  @TempDir private Path temporary;
  private String run = "";
  private Path file = Path.of("");

  @BeforeEach
  void evolve() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    run = temporary.resolve("run").toString();
    file = temporary.resolve("found.config");
    var members = new ArrayList<CellMember>();
    for (var cell : CELLS) {
      members.add(
          CellMember.newBuilder().setCell(cell).setFitness(members.size()).setTrained(1).build());
    }
    var group = CellGroup.newBuilder().setMembers(members).setDrawn(List.of()).build();
    var space =
        SpaceState.newBuilder()
            .setGroups(Collections.nCopies(11, group))
            .setForm(SupernetForm.newBuilder().setMixed(false).build())
            .build();
    new RunFiles(run)
        .begin(
            SearchState.newBuilder()
                .setRun("run")
                .setMethod("autospace")
                .setSpace("autospace-cells")
                .setSeed(1)
                .setMethodState(space)
                .build());
  }

  @Test
  void whatARunHasEvolvedIsWrittenAsJsonAndImportedAsASpace() throws Exception {
    new CommandLineRun().ok("spaces", "export", run, file.toString(), "--no-references");
    var json =
        new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .readTree(Files.readString(file));
    assertThat(json.path("blocks")).hasSize(11).allMatch(list -> list.size() == CELLS.size());
    assertThat(new CommandLineRun().ok("spaces", "import", file.toString(), "--no-kernels"))
        .contains("autospace:mz:", "44 cells in 11 lists, 4 distinct");
  }

  @Test
  void aTrainingFromScratchTakesTheFileOfAnEvolvedSpaceLikeASearch() throws Exception {
    new CommandLineRun().ok("spaces", "export", run, file.toString());
    var recipe = Path.of("..", "configs", "retrain-cifar10-proxyless-small.yaml");
    var read = ConfigFile.read(recipe, List.of("space=autospace:" + file)).retrain();
    assertThat(read.space()).startsWith("autospace:kmz:");
    var asked = new CommandLineRun();
    var missing = "space=autospace:" + temporary.resolve("missing.config");
    assertThat(asked.run("retrain", recipe.toString(), "--set", missing))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(asked.said()).contains("missing.config does not exist", "espalier spaces export");
  }

  @Test
  void moreCellsThanWereTrainedAreRefused() {
    var asked = new CommandLineRun();
    assertThat(asked.run("spaces", "export", run, file.toString(), "--cells", "5"))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(asked.said()).contains("--cells", "[1, 4]", "was 5");
    assertThat(file).doesNotExist();
  }

  @Test
  void randomCellsFollowFromTheSeedAndAreImportedLikeEvolvedOnes() throws Exception {
    new CommandLineRun().ok("spaces", "random", file.toString(), "--cells", "5", "--seed", "1");
    var one = Files.readString(file);
    assertThat(new CommandLineRun().ok("spaces", "import", file.toString()))
        .contains("55 cells in 11 lists");
    new CommandLineRun().ok("spaces", "random", file.toString(), "--cells", "5", "--seed", "1");
    assertThat(Files.readString(file)).isEqualTo(one);
    new CommandLineRun().ok("spaces", "random", file.toString(), "--cells", "5", "--seed", "2");
    assertThat(Files.readString(file)).isNotEqualTo(one);
    var asked = new CommandLineRun();
    assertThat(asked.run("spaces", "random", file.toString(), "--cells", "0"))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(asked.said()).contains("cells must be in [1, 5130], was 0");
  }
}
