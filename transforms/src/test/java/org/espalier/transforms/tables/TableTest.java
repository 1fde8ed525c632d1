package org.espalier.transforms.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.Trial;
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
  void aFileThatCannotBeWrittenLeavesNothingBehind() throws IOException {
    Files.writeString(folder.resolve("taken"), "a file where a folder should be");
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () ->
                    Table.of(Trial.class).write(folder + "/taken/x.parquet", java.util.List.of())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("taken/x.parquet");
    assertThat(folder.toFile().list()).containsExactly("taken");
  }
}
