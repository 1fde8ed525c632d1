package org.espalier.models.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.espalier.models.catalog.GivenArchitecture;
import org.espalier.models.catalog.PublishedArchitectures;
import org.espalier.models.operation.MotifGenes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of AutoSpace: the released ones where they are there, and small ones of our own. */
class LearnedFilesTest {
  private static final List<List<MotifGenes>> SMALL =
      Collections.nCopies(
          11, List.of(MotifGenes.parse("1-10-3-52-15"), MotifGenes.REFERENCES.get(0)));

  @TempDir Path folder;

  private static Path released(String name) {
    var data = Path.of(System.getProperty("espalier.data", "../../shared/data"));
    var file = data.resolve("autospace").resolve(name);
    assumeTrue(Files.exists(file), file + " is not there");
    return file;
  }

  @Test
  void theReleasedSpaceIsReadAndWrittenWithAll99Cells() throws Exception {
    var file = released("search_space.config");
    var lists = LearnedSpaceFile.read(file);
    assertThat(lists).hasSize(11).allSatisfy(list -> assertThat(list).hasSize(9));
    assertThat(lists)
        .allSatisfy(list -> assertThat(list.subList(6, 9)).isEqualTo(MotifGenes.REFERENCES));
    assertThat(lists.get(0).get(0).text()).isEqualTo("1-01-2-55-25");
    assertThat(lists.get(10).get(5).text()).isEqualTo("1-01-2-23-23");
    assertThat(new HashSet<>(lists.stream().flatMap(List::stream).toList())).hasSize(65);
    assertThat(LearnedSpaceFile.tree(LearnedSpaceFile.text(lists)))
        .isEqualTo(LearnedSpaceFile.tree(Files.readString(file)));
    assertThat(LearnedSpaceFile.parse(LearnedSpaceFile.text(lists))).isEqualTo(lists);
  }

  @Test
  void theReleasedNetworkIsReadAndWrittenWithAll22Blocks() throws Exception {
    var file = released("net_340M.config");
    var net = LearnedNetFile.read(file);
    assertThat(net.blocks()).hasSize(22);
    assertThat(net.batchNormEpsilon()).isEqualTo(0.006);
    var catalogued =
        PublishedArchitectures.all().stream()
            .filter(found -> found.name().equals("AutoSpace_340M"))
            .findFirst()
            .orElseThrow();
    assertThat(net.text()).isEqualTo(catalogued.text());
    var given = GivenArchitecture.of(file.toString());
    assertThat(given.space().name()).isEqualTo(catalogued.searchSpace().name());
    assertThat(given.genotype()).isEqualTo(catalogued.genotype().orElseThrow());
    assertThat(LearnedSpaceFile.tree(LearnedNetFile.text(net)))
        .isEqualTo(LearnedSpaceFile.tree(Files.readString(file)));
    assertThat(LearnedNetFile.parse(LearnedNetFile.text(net))).isEqualTo(net);
  }

  @Test
  void aSpaceIsReadAsItWasWritten() throws Exception {
    var file = folder.resolve("space.config");
    Files.writeString(file, LearnedSpaceFile.text(SMALL));
    assertThat(LearnedSpaceFile.read(file)).isEqualTo(SMALL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"blocks\": [[]]}| blocks must be 11 lists| 1",
        "nonsense| JSON| nonsense",
        "[1, 2]| blocks must be 11 lists| 0",
        "{\"blocks\": {\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"j\":1,\"k\":1}}| blocks must be 11 lists| 11",
        "{\"blocks\": [{\"a\": 1},[],[],[],[],[],[],[],[],[],[]]}| blocks[0] must be a list| a",
        "{\"blocks\": [[{\"a\":1,\"b\":1,\"c\":1,\"d\":1}],[],[],[],[],[],[],[],[],[],[]]}| blocks[0][0] must be a list of 4| a"
      })
  void aFileOfAnotherShapeIsRefusedWithFilePlaceAndRange(String text, String range, String value)
      throws Exception {
    var file = folder.resolve("bad.config");
    Files.writeString(file, text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LearnedSpaceFile.read(file))
        .withMessageContaining("bad.config")
        .withMessageContaining(range)
        .withMessageContaining(value);
  }

  @Test
  void aMixThatIsNoCodeIsRefused() {
    var tree = (ObjectNode) LearnedSpaceFile.tree(LearnedSpaceFile.text(SMALL));
    var mixes = (ArrayNode) tree.path("blocks").path(0).path(0).path(1).path(3);
    mixes.set(0, true);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LearnedSpaceFile.parse(tree.toString()))
        .withMessageContainingAll("blocks[0][0][1][3]", "each 0 or 1", "true");
  }

  @Test
  void aFileThatDoesNotExistIsNamedWithItsKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LearnedSpaceFile.named("autospace:absent.config"))
        .withMessageContainingAll("space:", "absent.config", "does not exist", "spaces export");
  }

  @Test
  void anUnknownCodeIsRefusedWithItsPlace() {
    var tree = (ObjectNode) LearnedSpaceFile.tree(LearnedSpaceFile.text(SMALL));
    var cell = (ArrayNode) tree.path("blocks").path(3).path(1);
    ((ArrayNode) cell.get(2)).set(0, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LearnedSpaceFile.parse(tree.toString()))
        .withMessageContaining("blocks[3][1]")
        .withMessageContaining("edge20")
        .withMessageContaining("was 4");
    ((ArrayNode) cell.get(2)).set(0, 1);
    ((ArrayNode) cell.get(3)).set(0, 5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LearnedSpaceFile.parse(tree.toString()))
        .withMessageContaining("blocks[3][1][3][0] must be 1")
        .withMessageContaining("was 5");
    cell.remove(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LearnedSpaceFile.parse(tree.toString()))
        .withMessageContaining("blocks[3][1]")
        .withMessageContaining("4 lists of 4");
  }
}
