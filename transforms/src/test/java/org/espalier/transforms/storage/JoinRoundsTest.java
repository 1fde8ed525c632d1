package org.espalier.transforms.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.files.DamagedFileException;
import org.espalier.transforms.files.FileChecks;
import org.espalier.transforms.tables.Table;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Joined or not, or killed while they are joined: every trial is read once. */
@NullMarked
class JoinRoundsTest {

  private static final int ROUNDS = 23;
  private static final int KEPT = ROUNDS - 1;
  private static final RoundFile FIRST = new RoundFile(0, 9, false);

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    write(files());
  }

  @Test
  void asManyRoundsAsFitAreAFileAndTheOthersStay() throws IOException {
    new JoinRounds<>(files(), 10).before(KEPT);
    assertThat(names())
        .hasSize(2 + 3)
        .contains("00000-00009.parquet", "00010-00019.parquet", "00020.parquet", "00022.parquet");
    assertReadOnce();
    new JoinRounds<>(files(), 10).before(KEPT);
    assertThat(names()).hasSize(2 + 3);
  }

  @Test
  void roundsThatMayBeWrittenAgainStayAsTheyAre() throws IOException {
    new JoinRounds<>(files(), 10).before(19);
    assertThat(names()).hasSize(1 + 13);
    new JoinRounds<>(files(), 10).before(9);
    assertThat(names()).hasSize(1 + 13);
  }

  @Test
  void afterAKillBetweenAnyTwoStepsEveryTrialIsReadOnceAndTheNextJoinEndsAsEver()
      throws IOException {
    var undisturbed = new RoundFiles<>(folder + "/u", files().table(), Trial::getRound, "");
    write(undisturbed);
    new JoinRounds<>(undisturbed, 10).before(KEPT);
    // Steps: 0 nothing, 1 written, 2 to 11 parts deleted, 12 shown.
    for (var step : List.of(0, 1, 2, 3, 6, 10, 11, 12)) {
      clear();
      write(files());
      var join = new JoinRounds<>(files(), 10);
      if (step > 0) {
        join.write(FIRST);
      }
      for (var part = 0; part < Math.min(10, step - 1); part++) {
        Files.delete(Path.of(files().path(part)));
      }
      if (step == 12) {
        join.show(FIRST);
      }
      assertReadOnce();
      assertThat(seenByOthers()).as("after step " + step).doesNotHaveDuplicates();
      new JoinRounds<>(files(), 10).before(KEPT);
      assertReadOnce();
      assertThat(contents(folder.resolve("t"))).isEqualTo(contents(folder.resolve("u")));
    }
  }

  @Test
  void aPartThatAFrozenWorkerHasWrittenAgainIsReadOnceAndDeletedByTheNextJoin() throws IOException {
    var part = Files.readAllBytes(Path.of(files().path(7)));
    new JoinRounds<>(files(), 10).before(KEPT);
    Files.write(Path.of(files().path(7)), part);
    assertReadOnce();
    assertThat(faults()).singleElement().asString().contains("t/00007.parquet", "another file");
    new JoinRounds<>(files(), 10).before(KEPT);
    assertThat(names()).hasSize(2 + 3);
    assertThat(faults()).isEmpty();
  }

  @Test
  void theLastRowsAreReadFromTheEnd() throws IOException {
    var all = files().read(0, ROUNDS);
    new JoinRounds<>(files(), 10).before(KEPT);
    for (var rows : List.of(0, 1, 2, 7, 30, 41, all.size(), Integer.MAX_VALUE)) {
      var first = Math.max(0, all.size() - rows);
      assertThat(files().readLast(ROUNDS, rows)).isEqualTo(all.subList(first, all.size()));
    }
    assertThat(files().readLast(15, 2)).isEqualTo(files().read(14, 15));
    assertThat(files().read(8, 12)).hasSize(2 * 4).isEqualTo(all.subList(16, 24));
  }

  @Test
  void aMissingRoundIsNamedAndSoIsAFileThatHoldsAnother() throws IOException {
    Files.delete(Path.of(files().path(3)));
    Files.copy(Path.of(files().path(5)), Path.of(files().path(3)));
    Files.delete(Path.of(files().path(5)));
    assertThatThrownBy(() -> files().read(0, ROUNDS))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("t/00003.parquet is damaged: it holds a row of round 5");
    assertThatThrownBy(() -> files().read(4, 6)).hasMessageContaining("t/00005.parquet is missing");
    assertThatThrownBy(() -> new JoinRounds<>(files(), 10).before(KEPT))
        .isInstanceOf(DamagedFileException.class);
    assertThat(faults()).hasSize(2);
    assertThat(names()).hasSize(ROUNDS - 1);
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private RoundFiles<Trial> files() {
    return new RoundFiles<>(
        folder + "/t", Table.of(Trial.class), Trial::getRound, "trials.parquet");
  }

  private static void write(RoundFiles<Trial> files) throws IOException {
    for (var round = 0; round < ROUNDS; round++) {
      var of = round;
      var rows = IntStream.range(0, 2).mapToObj(index -> trial(of, index)).toList();
      files.table().write(files.path(round), rows);
    }
  }

  private static Trial trial(int round, int index) {
    return Trial.newBuilder()
        .setRun("run")
        .setMethod("random")
        .setSpace("nb201")
        .setDataSet("cifar10")
        .setRound(round)
        .setIndex(index)
        .setId(round + "-" + index)
        .setTask(Task.SCORE)
        .setSeed(1)
        .setStatus(Status.OK)
        .build();
  }

  private void assertReadOnce() {
    var expected =
        IntStream.range(0, ROUNDS)
            .boxed()
            .flatMap(round -> IntStream.range(0, 2).mapToObj(index -> trial(round, index)))
            .toList();
    assertThat(files().read(0, ROUNDS)).isEqualTo(expected);
  }

  /** Rows of all files that pandas and DuckDB read by default. */
  private List<String> seenByOthers() throws IOException {
    var seen = new ArrayList<String>();
    for (var name : names()) {
      if (!name.startsWith(".") && !name.startsWith("_") && name.endsWith(".parquet")) {
        files().table().forEach(folder + "/t/" + name, trial -> seen.add(trial.getId()));
      }
    }
    return seen;
  }

  private List<DamagedFileException> faults() {
    var checks = new FileChecks();
    files().check(ROUNDS, checks);
    return checks.faults();
  }

  private List<String> names() throws IOException {
    return List.copyOf(contents(folder.resolve("t")).keySet());
  }

  private void clear() throws IOException {
    for (var name : names()) {
      Files.delete(folder.resolve("t").resolve(name));
    }
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    var contents = new TreeMap<String, String>();
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        contents.put(
            file.getFileName().toString(),
            java.util.HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return contents;
  }
}
