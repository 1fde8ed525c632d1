package org.espalier.transforms.method.evolution;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.models.operation.MotifGenes;
import org.espalier.schemas.CellGroup;
import org.espalier.schemas.CellMember;
import org.espalier.schemas.DrawnCell;
import org.junit.jupiter.api.Test;

class CellEvolutionTest {
  private static final List<String> REFERENCES =
      MotifGenes.REFERENCES.stream().map(MotifGenes::text).toList();
  private final SplittableRandom random = new SplittableRandom(1);

  static AutoSpace settings(int population, int references, double decay, boolean inherits) {
    return new AutoSpace(
        4,
        population,
        3,
        0.9,
        4,
        references,
        decay,
        0,
        1,
        inherits,
        0,
        1e9,
        AdamSettings.standard(0.1));
  }

  @Test
  void aPopulationBeginsWithTheReferencesAndDistinctRandomCells() {
    var group = new CellEvolution(settings(12, 1, 0.5, true)).start(random);
    assertThat(group.getMembers()).hasSize(12);
    assertThat(cells(group.getMembers()))
        .doesNotHaveDuplicates()
        .startsWith(REFERENCES.toArray(String[]::new));
    assertThat(group.getMembers().stream().filter(CellMember::getReference)).hasSize(3);
  }

  @Test
  void aPopulationMayBeAllCellsThereAreAndNoMore() {
    var group = new CellEvolution(settings(5130, 1, 0.5, true)).start(random);
    assertThat(cells(group.getMembers())).hasSize(5130).doesNotHaveDuplicates();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(5131, 1, 0.5, true))
        .withMessageContainingAll("population", "at most 5130", "5131");
  }

  @Test
  void withoutReferencesNoneIsKept() {
    var evolution = new CellEvolution(settings(4, 0, 0.5, true));
    var group = evolution.start(random);
    assertThat(group.getMembers()).hasSize(4).noneMatch(CellMember::getReference);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(6, 1, 0.5, true))
        .withMessageContainingAll("population", "at least 7", "6");
  }

  @Test
  void aDrawHasItsReferencesAndChildrenOfOneMutationAndNoCellTwice() {
    var evolution = new CellEvolution(settings(8, 1, 0.5, true));
    var members = evolution.start(random).getMembers();
    var byCell = members.stream().collect(Collectors.toMap(CellMember::getCell, each -> each));
    for (var i = 0; i < 200; i++) {
      var drawn = evolution.drawing(members, random).getDrawn();
      assertThat(drawn).hasSize(4);
      assertThat(drawn.stream().map(DrawnCell::getCell)).doesNotHaveDuplicates();
      assertThat(REFERENCES).contains(drawn.get(0).getCell());
      for (var child : drawn) {
        var parent = child.getParent();
        if (parent == null) {
          assertThat(byCell).containsKey(child.getCell());
        } else {
          assertThat(byCell).containsKey(parent).doesNotContainKey(child.getCell());
          assertThat(mutations(MotifGenes.parse(parent))).contains(child.getCell());
        }
      }
    }
  }

  /** Each cell that differs in a gene, in canonical form. */
  private static List<String> mutations(MotifGenes parent) {
    return IntStream.range(0, MotifGenes.GENES.size())
        .boxed()
        .flatMap(
            gene ->
                MotifGenes.GENES.get(gene).codes().stream()
                    .map(
                        code -> {
                          var codes = new ArrayList<>(parent.codes());
                          codes.set(gene, code);
                          return new MotifGenes(codes).canonical().text();
                        }))
        .toList();
  }

  @Test
  void childrenStartFromTheirParentsWeightsUnlessTheyInheritNone() {
    var trained =
        Collections.nCopies(
            1, CellMember.newBuilder().setCell("1-00-5-55-55").setWeights("w").build());
    var inheriting = new CellEvolution(settings(8, 0, 0.5, true)).drawing(trained, random);
    assertThat(inheriting.getDrawn().stream().limit(3).map(DrawnCell::getWeights))
        .containsOnly("w");
    var fresh = new CellEvolution(settings(8, 0, 0.5, false)).drawing(trained, random);
    assertThat(fresh.getDrawn().stream().map(DrawnCell::getWeights)).containsOnlyNulls();
  }

  /** f ← γ f + (1 − γ)(α − mean α). */
  @Test
  void fitnessIsTheMovingAverageOfAlphaLessItsMean() {
    var evolution = new CellEvolution(settings(8, 0, 0.75, true));
    var start = evolution.start(random);
    var drawn = List.of(drawn(REFERENCES.get(0), null), drawn("0-00-2-12-12", REFERENCES.get(0)));
    var before = CellGroup.newBuilder(start).setDrawn(drawn).build();
    var once = evolution.learned(before, List.of(3.0, 1.0), List.of("a", "b"), 5);
    assertThat(member(once, REFERENCES.get(0)).getFitness()).isCloseTo(0.25, within(1e-12));
    var again =
        evolution.learned(
            CellGroup.newBuilder(before).setMembers(once).build(),
            List.of(3.0, 1.0),
            List.of("c", "d"),
            6);
    assertThat(member(again, REFERENCES.get(0)).getFitness())
        .isCloseTo(0.75 * 0.25 + 0.25, within(1e-12));
    var reference = member(again, REFERENCES.get(0));
    assertThat(reference.getWeights()).isEqualTo("c");
    assertThat(reference.getTrained()).isEqualTo(2);
  }

  @Test
  void theLeastFitDiesAndAReferenceNever() {
    var evolution = new CellEvolution(settings(8, 1, 0, true));
    var start = evolution.start(random);
    var child = "0-00-2-12-12";
    var drawn =
        List.of(
            drawn(child, REFERENCES.get(0)),
            drawn(REFERENCES.get(0), null),
            drawn(start.getMembers().get(5).getCell(), null));
    var before = CellGroup.newBuilder(start).setDrawn(drawn).build();
    var after = evolution.learned(before, List.of(9.0, -9.0, -3.0), List.of("a", "b", "c"), 2);
    assertThat(cells(after)).hasSize(8).containsAll(REFERENCES).contains(child);
    assertThat(cells(after)).doesNotContain(start.getMembers().get(5).getCell());
    assertThat(member(after, child).getBorn()).isEqualTo(2);
    assertThat(member(after, child).getParent()).isEqualTo(REFERENCES.get(0));
  }

  /** A cell that nobody trained is not known to be fit. */
  @Test
  void theBestAreTheFittestOfThoseThatWereTrained() {
    var members =
        IntStream.range(0, 8)
            .mapToObj(
                at ->
                    CellMember.newBuilder()
                        .setCell(
                            "0-00-2-12-"
                                + List.of("12", "13", "15", "22", "23", "25", "32", "33").get(at))
                        .setFitness(at == 7 ? 1 : -at)
                        .setTrained(at == 7 ? 0 : 1)
                        .build())
            .toList();
    var best = new CellEvolution(settings(8, 0, 0, true)).best(members).getDrawn();
    assertThat(best.stream().map(DrawnCell::getCell))
        .containsExactly("0-00-2-12-12", "0-00-2-12-13", "0-00-2-12-15", "0-00-2-12-22");
  }

  @Test
  void settingsOutsideTheirRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(6, 1, 0.5, true))
        .withMessageContaining("population")
        .withMessageContaining("at least 7")
        .withMessageContaining("6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(8, 4, 0.5, true))
        .withMessageContaining("references");
  }

  private static DrawnCell drawn(String cell, @org.jspecify.annotations.Nullable String parent) {
    return DrawnCell.newBuilder().setCell(cell).setParent(parent).build();
  }

  private static List<String> cells(List<CellMember> members) {
    return members.stream().map(CellMember::getCell).toList();
  }

  private static CellMember member(List<CellMember> members, String cell) {
    Map<String, CellMember> byCell =
        members.stream().collect(Collectors.toMap(CellMember::getCell, each -> each));
    return requireNonNull(byCell.get(cell));
  }
}
