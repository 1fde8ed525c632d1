package org.espalier.transforms.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.files.DamagedFileException;
import org.espalier.transforms.round.CompletedRound;
import org.espalier.transforms.tables.Rows;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class StateFilesTest {

  @TempDir Path folder;

  private RunFiles run() {
    return new RunFiles(folder.toString());
  }

  @Test
  void theLastStateIsReadAndWhereItIsDamagedTheOneBeforeSayingSo() throws IOException {
    begin(2);
    assertThat(run().latest()).isEqualTo(new LatestState(state(2), java.util.Optional.empty()));
    cut(2);
    var latest = run().latest();
    assertThat(latest.state()).isEqualTo(state(1));
    assertThat(latest.notice().orElseThrow())
        .contains("state/00002.avro is damaged", "after round 1")
        .hasLineCount(1);
  }

  @Test
  void whereBothAreDamagedTheLastIsNamed() throws IOException {
    begin(2);
    cut(2);
    cut(1);
    assertThatThrownBy(() -> run().latest())
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("state/00002.avro");
    Files.delete(folder.resolve("state/00001.avro"));
    assertThatThrownBy(() -> run().latest()).hasMessageContaining("state/00002.avro");
  }

  @Test
  void theStateOfAnotherRoundIsDamage() throws IOException {
    begin(2);
    Files.delete(folder.resolve("state/00002.avro"));
    Files.copy(folder.resolve("state/00001.avro"), folder.resolve("state/00002.avro"));
    assertThatThrownBy(() -> run().read(2)).hasMessageContaining("state/00002.avro is damaged");
    assertThat(run().latest().state()).isEqualTo(state(1));
  }

  @Test
  void aCommitWritesADamagedStateAgainAndLeavesAWholeOne() throws IOException {
    begin(2);
    var whole = Files.readAllBytes(folder.resolve("state/00002.avro"));
    cut(2);
    run().commit(completed(2));
    assertThat(folder.resolve("state/00002.avro")).hasBinaryContent(whole);
    Files.delete(folder.resolve("trials/00001.parquet"));
    run().commit(completed(2));
    assertThat(folder.resolve("trials/00001.parquet")).doesNotExist();
  }

  @Test
  void aCommitDoesNotNeedTheStateBefore() throws IOException {
    begin(2);
    cut(2);
    run().commit(completed(3));
    assertThat(run().latest().state()).isEqualTo(state(3));
  }

  private void begin(int rounds) {
    run().begin(state(0));
    for (var round = 1; round <= rounds; round++) {
      run().commit(completed(round));
    }
  }

  private void cut(int rounds) throws IOException {
    var file = Path.of(run().state(rounds));
    Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 200));
  }

  private static CompletedRound completed(int rounds) {
    var summary = RoundSummary.newBuilder(Rows.round()).setRound(rounds - 1).build();
    return new CompletedRound(state(rounds), List.of(), summary);
  }

  private static SearchState state(int rounds) {
    return SearchState.newBuilder()
        .setRun("run")
        .setMethod("random")
        .setSpace("nb201")
        .setSeed(0)
        .setRound(rounds)
        .build();
  }
}
