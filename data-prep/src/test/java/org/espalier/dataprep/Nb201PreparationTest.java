package org.espalier.dataprep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.espalier.dataprep.nb201.Nb201Source;
import org.espalier.dataprep.pickle.PickleWriter;
import org.espalier.schemas.Nb201Row;
import org.espalier.transforms.tables.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class Nb201PreparationTest {

  private static final List<String> ARCHITECTURES =
      List.of(
          "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|",
          "|nor_conv_3x3~0|+|none~0|none~1|+|none~0|none~1|skip_connect~2|");

  @TempDir private Path folder;

  @Test
  void anArchiveOfPicklesBecomesATableOfMeans() throws Exception {
    archive();
    var output = folder.resolve("nb201.parquet").toString();
    assertThat(run(folder, output)).isEqualTo(2);
    assertThat(folder.resolve(".nb201.parquet.preparing")).doesNotExist();
    var rows = Table.of(Nb201Row.class).read(output);
    assertThat(rows).hasSize(2).extracting(Nb201Row::getArch).isEqualTo(ARCHITECTURES);
    var row = rows.get(1);
    // Seeds 777 and 888 differ by one per cent.
    assertThat(row.getCifar10ValidAcc12()).isEqualTo(0.615, within(1e-12));
    assertThat(row.getCifar10TestAcc200()).isEqualTo(0.715, within(1e-12));
    assertThat(row.getCifar100ValidtestAcc200()).isEqualTo(0.715, within(1e-12));
    assertThat(row.getCifar10fullTrainTimeS200()).isEqualTo(500);
    assertThat(row.getSeeds200()).isEqualTo(2);
  }

  @Test
  void anIncompleteOrDamagedArchiveIsNamed() throws IOException {
    refused(folder, "meta.pickle.pbz2 is not there");
    archive();
    Files.delete(folder.resolve("000001.pickle.pbz2"));
    refused(folder, "000001.pickle.pbz2 is not there");
    write("000001", Map.of("12", Map.of(), "200", Map.of("arch_str", "other")));
    refused(folder, "is of other, not of |nor_conv_3x3~0|");
    var attack = "cos\nsystem\n(S'true'\ntR.".getBytes(StandardCharsets.UTF_8);
    write("000000", attack);
    refused(folder, "os.system");
  }

  @Test
  void whatIsDoneIsNotDoneAgainUnlessTheInputHasChanged() throws Exception {
    var csv = csv(9_000);
    var lines = Files.readAllLines(csv);
    var broken = new ArrayList<>(lines);
    broken.set(8_500, lines.get(8_500).replace(",0.5,", ",x,"));
    Files.write(csv, broken);
    refused(csv, "line 8501: cifar10_valid_acc_12 must be a number in its range, was 'x'");
    // What lies there of this very input is taken as it is.
    var done = folder.resolve(".out.parquet.preparing/.work/rows/000000-0.parquet").toString();
    var rows = Nb201Source.of(csv).rows(0, 4_000);
    rows.set(0, Nb201Row.newBuilder(rows.get(0)).setArch("known").build());
    Table.of(Nb201Row.class).write(done, rows);
    refused(csv, "line 8501");
    assertThat(Table.of(Nb201Row.class).read(done).get(0).getArch()).isEqualTo("known");
    Files.write(csv, lines);
    var output = folder.resolve("out.parquet").toString();
    assertThat(run(csv, output)).isEqualTo(9_000);
    rows = Table.of(Nb201Row.class).read(output);
    assertThat(rows.get(0).getArch()).isEqualTo("a0");
    assertThat(rows).isSortedAccordingTo(Comparator.comparingInt(Nb201Row::getIndex));
    assertThat(rows.get(8_999).getIndex()).isEqualTo(8_999);
  }

  @Test
  void theOriginalPthSaysWhatToUseInstead() throws IOException {
    var pth = Files.write(folder.resolve("NAS-Bench-201-v1_1-096897.pth"), new byte[8]);
    refused(pth, "NATS-tss-v1_0-3ffb9-simple");
  }

  @Test
  void aCsvOfWrongNumbersIsNamedWithItsLine() throws IOException {
    var csv = Files.writeString(folder.resolve("a.csv"), "arch,cifar10_valid_acc_12\n|x|,101\n");
    refused(csv, "a.csv, line 2: cifar10_valid_acc_12 must be a number in its range, was '101'");
    Files.writeString(csv, "index\n0\n");
    refused(csv, "line 1: the first line must name the columns");
    Files.writeString(csv, "arch\na\nb\na\n");
    refused(csv, "line 4: architecture a is there twice");
  }

  @Test
  void theRealTableKeepsItsNumbers() throws Exception {
    var real = Path.of(System.getProperty("espalier.data", "absent"), "nb201", "nb201.csv.gz");
    assumeTrue(Files.isRegularFile(real), "needs NAS-Bench-201 in " + real);
    var output = folder.resolve("real.parquet").toString();
    run(real, output);
    var rows = Table.of(Nb201Row.class).read(output);
    assertThat(rows).hasSize(15_625);
    assertThat(rows.stream().mapToDouble(Nb201Row::getCifar10TestAcc200).max())
        .hasValueCloseTo(0.943733, within(1e-9));
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static long run(Path input, String output) throws Exception {
    return new Nb201Preparation(Nb201Source.of(input), output)
        .run(TestImages::direct, units -> () -> {});
  }

  private void refused(Path input, String message) {
    assertThatThrownBy(() -> run(input, folder.resolve("out.parquet").toString()))
        .hasStackTraceContaining("IllegalArgumentException")
        .hasStackTraceContaining(message);
    assertThat(folder.resolve("out.parquet")).doesNotExist();
  }

  /** Rows of one half in every column that must be there. */
  private Path csv(int rows) throws IOException {
    var columns =
        Nb201Row.getClassSchema().getFields().stream()
            .filter(field -> !field.schema().isNullable() && !field.name().equals("index"))
            .map(Schema.Field::name)
            .toList();
    var lines = new ArrayList<>(List.of(String.join(",", columns)));
    for (int row = 0; row < rows; row++) {
      int number = row;
      lines.add(
          columns.stream()
              .map(
                  name ->
                      name.equals("arch") ? "a" + number : name.startsWith("seeds") ? "2" : "0.5")
              .collect(Collectors.joining(",")));
    }
    return Files.write(folder.resolve("all.csv"), lines);
  }

  private void archive() throws IOException {
    write("meta", Map.of("meta_archs", ARCHITECTURES));
    for (int index = 0; index < ARCHITECTURES.size(); index++) {
      var byEpochs = new LinkedHashMap<String, Object>();
      byEpochs.put("12", results(index, 12));
      byEpochs.put("200", results(index, 200));
      write("00000" + index, byEpochs);
    }
  }

  /** Accuracies are 50 + 10 · index, + 1 for 12 epochs or 11 for 200, + 0 or 1 by seed. */
  private static Map<String, Object> results(int index, int epochs) {
    var seeds = List.of(777, 888);
    var bySet = new LinkedHashMap<String, Object>();
    var all = new LinkedHashMap<Object, Object>();
    for (var set : List.of("cifar10-valid", "cifar10", "cifar100", "ImageNet16-120")) {
      bySet.put(set, seeds);
      for (int seed = 0; seed < seeds.size(); seed++) {
        double accuracy = 50 + 10 * index + (epochs == 12 ? 1 : 11) + seed;
        all.put(List.of(set, seeds.get(seed)), trial(epochs, accuracy));
      }
    }
    var state = new LinkedHashMap<String, Object>();
    state.put("arch_str", ARCHITECTURES.get(index));
    state.put("all_results", all);
    state.put("dataset_seed", bySet);
    return state;
  }

  private static Map<String, Object> trial(int epochs, double accuracy) {
    var accuracies = new LinkedHashMap<String, Object>();
    for (var part : List.of("x-valid", "x-test", "ori-test")) {
      accuracies.put(part + "@0", 1.0);
      accuracies.put(part + '@' + (epochs - 1), accuracy);
    }
    var times = new LinkedHashMap<Object, Object>();
    for (var epoch :
        new ArrayList<>(java.util.stream.IntStream.range(0, epochs).boxed().toList())) {
      times.put(epoch, 2.5);
    }
    return Map.of("epochs", epochs, "eval_acc1es", accuracies, "train_times", times);
  }

  private void write(String name, Object value) throws IOException {
    write(name, PickleWriter.of(value));
  }

  private void write(String name, byte[] pickle) throws IOException {
    try (var out =
        new BZip2CompressorOutputStream(
            Files.newOutputStream(folder.resolve(name + ".pickle.pbz2")))) {
      out.write(pickle);
    }
  }
}
