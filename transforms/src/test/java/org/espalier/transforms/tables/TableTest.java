package org.espalier.transforms.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.Trial;
import org.espalier.transforms.files.DamagedFileException;
import org.espalier.transforms.method.RandomSearch;
import org.espalier.transforms.round.Searches;
import org.espalier.transforms.round.ToyEvaluator.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {

  @TempDir Path folder;

  @Test
  void rowsComeBackAsTheyWereWritten() throws IOException {
    var outcome = Searches.run(Searches.experiment(new RandomSearch(8), Behaviour.WELL));
    var trials = Table.of(Trial.class);
    trials.write(folder + "/trials.parquet", outcome.trials());
    assertThat(trials.read(folder + "/trials.parquet")).isEqualTo(outcome.trials());
    var summaries = outcome.rounds().stream().map(completed -> completed.summary()).toList();
    var rounds = Table.of(RoundSummary.class);
    rounds.write(folder + "/rounds.parquet", summaries);
    assertThat(rounds.read(folder + "/rounds.parquet")).isEqualTo(summaries);
  }

  @Test
  void theFooterCarriesTheDocumentationOfEveryField() throws IOException {
    var outcome = Searches.run(Searches.experiment(new RandomSearch(8), Behaviour.WELL));
    var file = folder.resolve("trials.parquet");
    Table.of(Trial.class).write(file.toString(), outcome.trials());
    try (var reader = ParquetFileReader.open(new LocalInputFile(file))) {
      var schema = reader.getFileMetaData().getKeyValueMetaData().get("parquet.avro.schema");
      assertThat(schema).contains("validation accuracy as a fraction in [0, 1]");
      assertThat(reader.getFileMetaData().getSchema().toString())
          .contains("repeated group list", "optional double score");
    }
  }

  @Test
  void otherReadersFindStringsTimestampsMapsAndFlatColumns() throws IOException {
    var trials = folder.resolve("trials.parquet");
    var held = Rows.metric("accuracy", "image net-16", "test", 0.25);
    var old = Rows.metric("accuracy", "cifar10", "valid", 0.5);
    Table.of(Trial.class).write(trials.toString(), List.of(Rows.trial(held), Rows.trial(old)));
    assertThat(columns(trials))
        .contains(
            "required binary status (STRING)",
            "required binary task (STRING)",
            "optional int64 started_at (TIMESTAMP(MILLIS,true))",
            "optional binary architecture (STRING)",
            "optional double val_accuracy",
            "optional double test_accuracy_image_net_16")
        .doesNotContain("ENUM", "test_accuracy_cifar10");
    var rounds = folder.resolve("rounds.parquet");
    Table.of(RoundSummary.class).write(rounds.toString(), List.of(Rows.round()));
    assertThat(columns(rounds))
        .contains(
            "required group gauges (MAP)",
            "optional binary task (STRING)",
            "optional double derived_test_accuracy_cifar10",
            "optional double drawn_lowest");
    assertThat(Table.of(RoundSummary.class).read(rounds.toString())).containsExactly(Rows.round());
  }

  @Test
  void flatColumnsHoldWhatTheNestedOnesDo() {
    var trained = Rows.metric("loss", "cifar10", "train", 2.5);
    var scored = Rows.metric("accuracy", "cifar10", "val", 0.5);
    var elsewhere = Rows.metric("accuracy", "cifar100", "val", 0.75);
    var rows =
        FlatColumns.values(
            Trial.class, List.of(Rows.trial(elsewhere, trained, scored), Rows.trial(elsewhere)));
    assertThat(rows.get(0))
        .containsEntry("architecture", "a b")
        .containsEntry("train_loss", 2.5)
        .containsEntry("val_accuracy", 0.5);
    assertThat(rows.get(1)).containsEntry("val_accuracy", null);
    assertThat(FlatColumns.values(RoundSummary.class, List.of(Rows.round())).get(0))
        .containsExactly(
            Map.entry("derived_test_accuracy_cifar10", 0.75),
            Map.entry("drawn_lowest", 0.125),
            Map.entry("drawn_mean", 0.25),
            Map.entry("drawn_highest", 0.5));
  }

  @Test
  void aTableOfOtherRowsIsDamagedAndItsMissingColumnNamed() throws IOException {
    var file = folder + "/rounds.parquet";
    Table.of(RoundSummary.class).write(file, List.of(Rows.round()));
    assertThatThrownBy(() -> Table.of(Trial.class).read(file))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("rounds.parquet")
        .hasStackTraceContaining("'space' is missing");
  }

  @Test
  void twoGaugesOfOneNameAreRefused() {
    var twice = Rows.round();
    var gauges = List.of(new Gauge("entropy", 1.0), new Gauge("entropy", 2.0));
    var row = RoundSummary.newBuilder(twice).setGauges(gauges).build();
    assertThatThrownBy(
            () -> Table.of(RoundSummary.class).write(folder + "/r.parquet", List.of(row)))
        .hasStackTraceContaining("1.0 and 2.0");
  }

  private static String columns(Path file) throws IOException {
    try (var reader = ParquetFileReader.open(new LocalInputFile(file))) {
      return reader.getFileMetaData().getSchema().toString();
    }
  }

  @Test
  void aFileThatCannotBeWrittenLeavesNothingBehind() throws IOException {
    Files.writeString(folder.resolve("taken"), "a file where a folder should be");
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> Table.of(Trial.class).write(folder + "/taken/x.parquet", List.of())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("taken/x.parquet");
    assertThat(folder.toFile().list()).containsExactly("taken");
  }
}
