package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.espalier.models.data.TfRecordReader;
import org.espalier.runners.console.ExitCode;
import org.espalier.schemas.PreparedImage;
import org.espalier.transforms.tables.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A preparation and a search whose disk is full, and then is not. */
final class FullDiskTest extends CommandLineTest {

  private static final int IMAGES = 120;

  @TempDir private Path temporary;

  @Test
  void theFileIsNamedNoShardIsHalfThereAndWithRoomTheCommandEndsAsEver() throws IOException {
    var input = JpegFolder.write(temporary.resolve("in"), 2, IMAGES / 2).toString();
    var full = temporary.resolve("full");
    SmallDisk.ROOM.set(70_000);
    assertThat(prepare(input, "small://" + full)).as(said()).isEqualTo(ExitCode.IO);
    assertThat(said())
        .containsPattern("cannot write small://\\S+/full/\\S+: No space left on device")
        .doesNotContain("\tat ");
    assertThat(full.resolve("report.json")).doesNotExist();
    assertThat(files(full)).noneMatch(file -> file.startsWith("."));
    long whole = 0;
    for (var name : files(full)) {
      whole += name.endsWith(".tfrecord") ? records(full.resolve(name)) : 0;
    }
    assertThat(whole).isLessThan(IMAGES);

    SmallDisk.ROOM.set(Long.MAX_VALUE);
    assertThat(prepare(input, "small://" + full)).as(said()).isEqualTo(ExitCode.OK);
    var roomy = temporary.resolve("roomy");
    assertThat(prepare(input, roomy.toString())).as(said()).isEqualTo(ExitCode.OK);
    assertThat(manifest(full)).hasSize(IMAGES).isEqualTo(manifest(roomy));
    assertThat(files(full)).isEqualTo(files(roomy));
    var verify = run("prepare", "verify", "--input", full.toString(), "--runner", "direct");
    assertThat(verify).as(said()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aSearchNamesTheFileWhateverItWasWritingAndWithRoomEndsAsEver() throws IOException {
    var config = Configs.table(temporary).toString();
    var roomy = temporary.resolve("roomy");
    SmallDisk.ROOM.set(Long.MAX_VALUE);
    assertThat(search(config, "small://" + roomy)).as(said()).isEqualTo(ExitCode.OK);
    long all = Long.MAX_VALUE - SmallDisk.ROOM.get();
    var full = temporary.resolve("full");
    Set<String> kinds = new TreeSet<>();
    // Now this file, now that: each attempt writes on where the one before it ended.
    for (long room = 1_000; room < all / 2; room += all / 24) {
      SmallDisk.ROOM.set(room);
      var ended = search(config, "small://" + full);
      if (ended == ExitCode.OK) {
        break;
      }
      assertThat(ended).as(said()).isEqualTo(ExitCode.IO);
      var named = Pattern.compile("cannot write small://\\S+/full/(\\w+)").matcher(said());
      assertThat(named.find()).as(said()).isTrue();
      kinds.add(named.group(1));
      assertThat(said())
          .contains("No space left on device", "free some space", "repeat the command")
          .doesNotContain("\tat ");
    }
    assertThat(kinds).contains("run", "state").hasSizeGreaterThan(2);
    SmallDisk.ROOM.set(Long.MAX_VALUE);
    assertThat(search(config, "small://" + full)).as(said()).isEqualTo(ExitCode.OK);
    assertThat(StoredTrials.lasting(full)).isEqualTo(StoredTrials.lasting(roomy));
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private ExitCode search(String config, String run) {
    return run("search", config, "--run-dir", run, "--runner", "direct", "--parallelism", "1");
  }

  private ExitCode prepare(String input, String output) {
    return run(
        "prepare",
        "images",
        "--input",
        input,
        "--output",
        output,
        "--runner",
        "direct",
        "--parallelism",
        "1",
        "--size",
        "24",
        "--shard-mb",
        "0.01");
  }

  /** Records of a shard, every checksum checked. */
  private static int records(Path shard) throws IOException {
    int records = 0;
    try (var reader = new TfRecordReader(shard.toString(), Files.newInputStream(shard))) {
      while (reader.next().isPresent()) {
        records++;
      }
    }
    return records;
  }

  private static List<PreparedImage> manifest(Path output) {
    return Table.of(PreparedImage.class).read(output.resolve("manifest.parquet").toString());
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> String.valueOf(file.getFileName()))
          .sorted()
          .toList();
    }
  }
}
