package org.espalier.dataprep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.espalier.dataprep.nb201.Nb201Source;
import org.espalier.models.space.Nb201Space;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.Nb201Row;
import org.espalier.transforms.tables.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class Nb201PreparationTest {

  private static final List<String> ARCHITECTURES =
      new Nb201Space().all().limit(260).map(Genotype::getText).toList();
  private static final List<String> TWO = ARCHITECTURES.subList(5, 7);

  @TempDir private Path folder;

  @Test
  void anArchiveOfPicklesBecomesATableOfMeans() throws Exception {
    archive().write(TWO, "%06d");
    var output = folder.resolve("nb201.parquet").toString();
    var result = run(archive().folder(), output);
    assertThat(result.rows()).isEqualTo(2);
    assertThat(result.unit()).isEqualTo("percent");
    assertThat(result.missing().orElseThrow()).contains("15623 of 15,625");
    assertThat(folder.resolve(".nb201.parquet.preparing")).doesNotExist();
    var rows = Table.of(Nb201Row.class).read(output);
    assertThat(rows).hasSize(2).extracting(Nb201Row::getArch).isEqualTo(TWO);
    var row = rows.get(1);
    // Seeds 777 and 888 differ by one per cent.
    assertThat(row.getCifar10ValidAcc12()).isEqualTo(0.615, within(1e-12));
    assertThat(row.getCifar10TestAcc200()).isEqualTo(0.715, within(1e-12));
    assertThat(row.getCifar100ValidtestAcc200()).isEqualTo(0.715, within(1e-12));
    assertThat(row.getCifar10fullTrainTimeS200()).isEqualTo(500);
    assertThat(row.getSeeds200()).isEqualTo(2);
  }

  @Test
  void shortFileNamesAreReadAsTheLibraryDoes() throws Exception {
    archive().write(TWO, "%d");
    var output = folder.resolve("nb201.parquet").toString();
    assertThat(run(archive().folder(), output).rows()).isEqualTo(2);
  }

  @Test
  void anIncompleteOrDamagedArchiveIsNamed() throws IOException {
    var archive = archive();
    refused(archive.folder(), "meta.pickle.pbz2 is not there");
    archive.write(TWO, "%06d");
    Files.delete(archive.folder().resolve("000001.pickle.pbz2"));
    refused(archive.folder(), "000001.pickle.pbz2 is not there");
    archive.write("000001", Map.of("12", Map.of(), "200", Map.of("arch_str", "other")));
    refused(archive.folder(), "is of other, not of " + TWO.get(1));
    var slow = NatsFiles.results(TWO.get(1), 200, 60);
    archive.write("000001", Map.of("12", Map.of(), "200", slow));
    refused(archive.folder(), "000001.pickle.pbz2 lacks all_results");
    archive.write("000000", "cos\nsystem\n(S'true'\ntR.".getBytes(StandardCharsets.UTF_8));
    refused(archive.folder(), "os.system");
  }

  @Test
  void anArchiveOfOtherArchitecturesIsNamed() throws IOException {
    var archive = archive();
    archive.write("meta", Map.of("meta_archs", List.of("64:64:64:64:64", "8:16:64:64:8")));
    refused(archive.folder(), "size search space", "NATS-tss");
    archive.write("meta", Map.of("meta_archs", List.of(TWO.get(0), "|none~0|")));
    refused(archive.folder(), "meta.pickle.pbz2, place 1", "|none~0|");
    archive.write("meta", Map.of("meta_archs", List.of(TWO.get(0), TWO.get(0))));
    refused(archive.folder(), "place 1", "already in place 0");
    archive.write("meta", Map.of("meta_archs", TWO));
    archive.write("000000", Map.of("01", Map.of(), "12", Map.of(), "90", Map.of()));
    refused(archive.folder(), "000000.pickle.pbz2 is of NATS-Bench's size search space");
    // Not that it lacks thousands of architectures.
    var output = folder.resolve("out.parquet").toString();
    assertThatThrownBy(() -> complete(archive.folder(), output))
        .hasStackTraceContaining("size search space");
    archive.write("meta", Map.of("meta_archs", List.of(List.of(7))));
    refused(archive.folder(), "meta.pickle.pbz2 must list the architectures");
  }

  @Test
  void aSmallFileThatUnpacksToMoreThanItsResultsEnds() throws IOException {
    var archive = archive();
    archive.write(TWO, "%06d");
    var bomb = archive.folder().resolve("000001.pickle.pbz2");
    try (var out = new BZip2CompressorOutputStream(Files.newOutputStream(bomb))) {
      out.write("N".repeat(4_100_000).getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(Files.size(bomb)).isLessThan(1 << 16);
    refused(archive.folder(), "000001.pickle.pbz2", "more than 4000000 values");
  }

  @Test
  void whatIsDoneIsNotDoneAgainUnlessTheInputHasChanged() throws Exception {
    var archive = archive();
    archive.write(ARCHITECTURES, "%06d");
    var output = folder.resolve("out.parquet");
    Files.createDirectories(output.resolve("in-the-way"));
    assertThatThrownBy(() -> run(archive.folder(), output.toString()))
        .hasStackTraceContaining("out.parquet");
    Files.delete(output.resolve("in-the-way"));
    Files.delete(output);
    // All of it was done but for the table itself: no result is read again.
    var first = archive.folder().resolve("000000.pickle.pbz2");
    Files.delete(first);
    assertThat(run(archive.folder(), output.toString()).rows()).isEqualTo(260);
    assertThat(Table.of(Nb201Row.class).read(output.toString()))
        .extracting(Nb201Row::getArch)
        .isEqualTo(ARCHITECTURES);
    Files.delete(output);
    archive.write("meta", Map.of("meta_archs", ARCHITECTURES.subList(0, 250)));
    refused(archive.folder(), "000000.pickle.pbz2 is not there");
  }

  @Test
  void whatIsNeitherArchiveNorTableSaysWhatToUseInstead() throws IOException {
    var pth = Files.write(folder.resolve("NAS-Bench-201-v1_1-096897.pth"), new byte[8]);
    refused(pth, "NATS-tss-v1_0-3ffb9-simple");
    var tar = folder.resolve("NATS-tss-v1_0-3ffb9-simple.tar");
    Files.writeString(tar, "x\0".repeat(128) + "\0ustar\00000");
    refused(tar, "simple.tar", "unpack it first");
    refused(folder.resolve("none"), "none is not a file or folder");
  }

  @Test
  void aTableIsReadInAnyOrderAndKeepsItsIndex() throws Exception {
    var csv = folder.resolve("a.csv");
    Files.writeString(csv, "\uFEFFindex," + HEADER + "\n7," + row(0) + "\n3," + row(1) + "\n");
    var output = folder.resolve("a.parquet").toString();
    assertThat(run(csv, output).unit()).isEqualTo("percent");
    var rows = Table.of(Nb201Row.class).read(output);
    assertThat(rows).extracting(Nb201Row::getIndex).containsExactly(3, 7);
    assertThat(rows).extracting(Nb201Row::getArch).containsExactly(TWO.get(1), TWO.get(0));
    assertThat(rows.get(0).getCifar10TestAcc200()).isEqualTo(0.625);
  }

  @Test
  void aTableThatLacksArchitecturesIsRefusedUnlessThatIsAllowed() throws IOException {
    var csv = Files.writeString(folder.resolve("a.csv"), HEADER + "\n" + row(0) + "\n");
    var whole = new Nb201Preparation(Nb201Source.of(csv), folder.resolve("a").toString(), false);
    assertThatThrownBy(() -> whole.run(TestImages::direct, units -> () -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("15624 of 15,625 architectures have no row")
        .hasMessageContaining("--partial");
    assertThat(folder.resolve("a")).doesNotExist();
    Files.writeString(csv, HEADER + "\n");
    refused(csv, "a.csv, line 1", "no rows");
  }

  @Test
  void whatWePutOutIsReadAgainAsTheSameTable() throws Exception {
    var real = Path.of(System.getProperty("espalier.data", "absent"), "nb201", "nb201.csv.gz");
    assumeTrue(Files.isRegularFile(real), "needs NAS-Bench-201 in " + real);
    var first = folder.resolve("first.parquet").toString();
    var result = complete(real, first);
    assertThat(result.rows()).isEqualTo(15_625);
    assertThat(result.missing()).isEmpty();
    var rows = Table.of(Nb201Row.class).read(first);
    assertThat(rows.stream().mapToDouble(Nb201Row::getCifar10TestAcc200).max())
        .hasValueCloseTo(0.943733, within(1e-9));
    var text = folder.resolve("as-pandas-writes-it");
    writeAsPandas(rows, text);
    var second = folder.resolve("second.parquet").toString();
    assertThat(complete(text, second).unit()).isEqualTo("fraction");
    assertThat(Table.of(Nb201Row.class).read(second)).isEqualTo(rows);
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static final String HEADER =
      Nb201Row.getClassSchema().getFields().stream()
          .map(Schema.Field::name)
          .filter(name -> !name.equals("index") && !name.startsWith("seeds"))
          .collect(Collectors.joining(","));

  /** Every number is 62.5. */
  private static String row(int arch) {
    return HEADER.replaceAll("[a-z0-9_]+_[a-z0-9_]+", "62.5").replaceFirst("arch", TWO.get(arch));
  }

  /** An unnamed first column, fractions, empty where nothing is, compressed under any name. */
  private static void writeAsPandas(List<Nb201Row> rows, Path file) throws IOException {
    var fields = Nb201Row.getClassSchema().getFields();
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      var text = new StringBuilder();
      fields.forEach(field -> text.append(',').append(field.name()));
      for (var row : rows) {
        text.append('\n').append(row.getIndex());
        for (var field : fields) {
          var value = row.get(field.pos());
          text.append(',').append(value == null ? "" : value);
        }
      }
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Nb201Preparation.Result run(Path input, String output) throws Exception {
    return new Nb201Preparation(Nb201Source.of(input), output, true)
        .run(TestImages::direct, units -> () -> {});
  }

  private static Nb201Preparation.Result complete(Path input, String output) throws Exception {
    return new Nb201Preparation(Nb201Source.of(input), output, false)
        .run(TestImages::direct, units -> () -> {});
  }

  private void refused(Path input, String... message) {
    assertThatThrownBy(() -> run(input, folder.resolve("out.parquet").toString()))
        .hasStackTraceContaining("IllegalArgumentException")
        .satisfies(e -> assertThat(trace(e)).contains(message));
    assertThat(folder.resolve("out.parquet")).doesNotExist();
  }

  private static String trace(Throwable thrown) {
    var trace = new java.io.StringWriter();
    thrown.printStackTrace(new java.io.PrintWriter(trace));
    return trace.toString();
  }

  private NatsFiles archive() throws IOException {
    return new NatsFiles(Files.createDirectories(folder.resolve("NATS-tss-simple")));
  }
}
