package org.espalier.dataprep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.espalier.dataprep.image.Link;
import org.espalier.dataprep.image.Output;
import org.espalier.dataprep.listing.Choice;
import org.espalier.dataprep.listing.ClassNames;
import org.espalier.dataprep.listing.Fractions;
import org.espalier.dataprep.listing.ImageListing;
import org.espalier.schemas.PreparedImage;
import org.espalier.transforms.tables.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One tree gives one list, whichever way it comes in, and every file of it is accounted for. */
final class OddTreeTest {

  @TempDir private Path temporary;

  @Test
  void aTreeIsTheSameAsFolderTarPatternAndAddress() throws Exception {
    assumeTrue(
        "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding")),
        "needs a locale that can express the names, such as LC_ALL=C.UTF-8");
    var root = Files.createDirectories(temporary.resolve("around/tree"));
    var expected = ReferenceListing.of(OddTree.write(root), root);
    assertThat(expected.files).isGreaterThan(2_000);

    tar("--create", "--file=../inside.tar", "--directory=tree", ".");
    tar("--create", "--file=../tree.tar", "tree");
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("folder", root.toString());
    inputs.put("tar", temporary.resolve("inside.tar").toString());
    inputs.put("tar-with-folder", temporary.resolve("tree.tar").toString());
    inputs.put("pattern", root + "/**");
    inputs.put("address", "file://" + root);
    for (var input : inputs.entrySet()) {
      compare(input.getKey(), input.getValue(), expected);
    }
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private void compare(String name, String input, ReferenceListing expected) throws Exception {
    var output = temporary.resolve(name);
    var images = ImageListing.of(input, ClassNames.ALL);
    var all = new Choice(Fractions.all("train"), 0);
    var report =
        new Preparation(
                PreparedFolder.at(output.toString()),
                new FolderSource(images, all, true),
                PreparationTest.KEEP,
                Output.FOLDER,
                Link.AUTO,
                0,
                1 << 20,
                1,
                false)
            .run(TestImages::direct, units -> () -> {});

    assertThat(output.resolve("list.tsv")).as(name).hasContent(lines(expected.lines("train")));
    assertThat(output.resolve("classes.txt")).as(name).hasContent(lines(expected.classes));
    var rows = Table.of(PreparedImage.class).read(output.resolve("manifest.parquet").toString());
    assertThat(accepted(rows)).as(name).isEqualTo(labels(expected));
    assertThat(report.get("passed_over_by_reason"))
        .as(name)
        .hasToString(expected.passedOver.toString());

    long accepted = number(report, "accepted");
    long passedOver = number(report, "passed_over");
    assertThat(number(report, "files")).as(name).isEqualTo(expected.files);
    assertThat(accepted).isEqualTo(labels(expected).size()).isGreaterThan(800);
    assertThat(rows).as(name).hasSize((int) (accepted + number(report, "rejected")));
    assertThat(accepted + number(report, "rejected") + passedOver).isEqualTo(expected.files);
    assertThat(number(report, "not_chosen")).isZero();
    assertThat(expected.sameNames).isPositive();
    // What was linked is what it was linked to.
    var verified = new Verification(PreparedFolder.at(output.toString())).run(TestImages::direct);
    assertThat(verified.discrepancies()).as(name).isEmpty();
  }

  private static Map<String, Integer> labels(ReferenceListing expected) {
    Map<String, Integer> labels = new LinkedHashMap<>();
    int label = 0;
    for (var name : expected.classes) {
      label++;
      for (var image : expected.images.getOrDefault(name, new java.util.TreeMap<>()).entrySet()) {
        if (image.getValue()) {
          labels.put(name + '/' + image.getKey(), label);
        }
      }
    }
    return labels;
  }

  private static Map<String, Integer> accepted(List<PreparedImage> rows) {
    return rows.stream()
        .filter(row -> row.getStatus().equals("OK"))
        .collect(Collectors.toMap(PreparedImage::getPath, PreparedImage::getLabel));
  }

  private static long number(Map<String, Object> report, String key) {
    return Long.parseLong(String.valueOf(report.get(key)));
  }

  private static String lines(Iterable<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private void tar(String... arguments) throws Exception {
    var command = new java.util.ArrayList<>(List.of("tar"));
    command.addAll(List.of(arguments));
    var folder = temporary.resolve("around").toFile();
    assertThat(new ProcessBuilder(command).directory(folder).inheritIO().start().waitFor())
        .isZero();
  }
}
