package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.models.data.Batch;
import org.espalier.runners.console.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images prepared into shards and searched on, as a user does it. */
final class ShardSearchTest extends CommandLineTest {

  @TempDir private Path temporary;
  private Path config = Path.of("unset");

  @BeforeEach
  void write() throws IOException {
    config = Configs.gradient(temporary);
  }

  @Test
  void aFolderOfJpegsIsPreparedAndSearchedAndAKilledSearchGoesOn() throws Exception {
    var shards = temporary.resolve("shards").toString();
    var input = JpegFolder.write(temporary.resolve("in"), 4, 40).toString();
    String[] prepare = {
      "prepare",
      "subset",
      "--input",
      input,
      "--output",
      shards,
      "--format",
      "tfrecord",
      "--fractions",
      "train=0.5,val=0.25,test=0.25",
      "--size",
      "24",
      "--runner",
      "direct"
    };
    assertThat(run(prepare)).as(said()).isEqualTo(ExitCode.OK);

    var killed = temporary.resolve("killed");
    var driver = Driver.start(temporary.resolve("log"), large(killed, shards));
    while (!Files.exists(killed.resolve("state/00002.avro"))) {
      assertThat(driver.process().isAlive()).as(driver.said()).isTrue();
      Thread.sleep(10);
    }
    driver.kill();
    assertThat(killed.resolve("best.json")).doesNotExist();
    assertThat(run(large(killed, shards))).as(said()).isEqualTo(ExitCode.OK);
    var undisturbed = temporary.resolve("undisturbed");
    assertThat(run(large(undisturbed, shards))).as(said()).isEqualTo(ExitCode.OK);
    assertThat(StoredTrials.lasting(killed)).isEqualTo(StoredTrials.lasting(undisturbed));

    // What is derived is for these images, of four classes.
    assertThat(run("derive", undisturbed.toString())).as(said()).isEqualTo(ExitCode.OK);
    var two = Batch.of(new byte[2 * 16 * 16 * 3], new int[2]);
    var model = new DerivedModel(undisturbed.resolve("derived/model"));
    assertThat(model.probabilities(two, 16)).hasSize(2 * 4);

    // The same images in other shards are the same; others under the old name are another search.
    prepareAgain(shards, prepare, "--shard-mb", "0.01");
    assertThat(run(large(killed, shards))).as(said()).isEqualTo(ExitCode.OK);
    prepareAgain(shards, prepare, "--size", "20");
    assertThat(run(large(killed, shards))).isEqualTo(ExitCode.RUN_CONFLICT);
    assertThat(said()).contains("content of evaluator.images.source");
  }

  @Test
  void trialsAreTheSameFromBinaryFilesAndFromTheShardsPreparedFromThem() throws Exception {
    var files = binaryFiles(temporary.resolve("cifar"));
    var shards = temporary.resolve("shards");
    var prepare =
        run(
            "prepare",
            "cifar10",
            "--input",
            files.toString(),
            "--output",
            shards.toString(),
            "--seed",
            "5",
            "--shard-mb",
            "0.1",
            "--runner",
            "direct");
    assertThat(prepare).as(said()).isEqualTo(ExitCode.OK);
    assertThat(run(small("from-files", files))).as(said()).isEqualTo(ExitCode.OK);
    assertThat(run(small("from-shards", shards))).as(said()).isEqualTo(ExitCode.OK);
    var trials = StoredTrials.lasting(temporary.resolve("from-files"));
    assertThat(trials).hasSizeGreaterThan(4);
    assertThat(StoredTrials.lasting(temporary.resolve("from-shards"))).isEqualTo(trials);
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private void prepareAgain(String shards, String[] prepare, String key, String value)
      throws IOException {
    try (var files = Files.list(Path.of(shards))) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
    var arguments = new ArrayList<>(List.of(prepare));
    int place = arguments.indexOf(key);
    if (place >= 0) {
      arguments.set(place + 1, value);
    } else {
      arguments.addAll(List.of(key, value));
    }
    assertThat(run(arguments.toArray(String[]::new))).as(said()).isEqualTo(ExitCode.OK);
  }

  private String[] large(Path run, String shards) {
    return search(
        run,
        "data.dataset=imagenet",
        "evaluator.images.source=" + shards,
        "evaluator.images.size=16",
        "evaluator.images.cropPadding=0",
        "evaluator.images.val=40",
        "method.epochs=[2]");
  }

  private String[] small(String name, Path source) {
    return search(
        temporary.resolve(name),
        "data.dataset=cifar10",
        "evaluator.images.source=" + source,
        "evaluator.images.val=64",
        "method.epochs=[1]");
  }

  private String[] search(Path run, String... settings) {
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("search", config.toString(), "--run-dir", run.toString()));
    arguments.addAll(List.of("--runner", "direct"));
    var more = new ArrayList<>(List.of(settings));
    more.add("method.warmUpEpochs=0");
    more.addAll(List.of("method.partialChannels=[4]", "method.operations=[5]"));
    more.add("evaluator.images.train=48");
    more.add("evaluator.images.test=40");
    more.add("evaluator.training.batchSize=8");
    more.add("evaluator.training.stepsPerRound=2");
    more.add("evaluator.scoringBatchSize=20");
    more.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return arguments.toArray(String[]::new);
  }

  /** Two training files of 100 records and a test file of 50. */
  private static Path binaryFiles(Path root) throws IOException {
    Files.createDirectories(root);
    Files.writeString(root.resolve("batches.meta.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n");
    var random = new SplittableRandom(1);
    for (var name : List.of("data_batch_1.bin", "data_batch_2.bin", "test_batch.bin")) {
      var records = new byte[(name.startsWith("test") ? 50 : 100) * 3_073];
      random.nextBytes(records);
      for (int at = 0; at < records.length; at += 3_073) {
        records[at] = (byte) random.nextInt(10);
      }
      Files.write(root.resolve(name), records);
    }
    return root;
  }
}
