package org.espalier.transforms.method.evolution;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.numbers.Softmax;
import org.espalier.models.operation.MotifGenes;
import org.espalier.models.space.CellSpace;
import org.espalier.schemas.CellGroup;
import org.espalier.schemas.CellMember;
import org.espalier.schemas.DecisionWeights;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.SpaceState;
import org.espalier.transforms.method.DerivedArchitecture;
import org.espalier.transforms.method.Population;
import org.espalier.transforms.method.SearchContext;

/** What is shown and kept of a population of cells. */
final class SpaceReport {
  /** Genes in which a cell that is like a reference may differ from it. */
  private static final int ALIKE = 1;

  private SpaceReport() {}

  /** The network of the fittest cell of every group. */
  static Genotype best(SpaceState state, SearchContext context) {
    var cells =
        state.getGroups().stream()
            .map(group -> CellEvolution.ranked(group.getMembers()).get(0))
            .map(member -> MotifGenes.parse(member.getCell()))
            .toList();
    return context.space().genotype(CellSpace.encoding(cells));
  }

  /** The members of each group, weighted by the softmax of their fitness. */
  static DerivedArchitecture derived(SpaceState state, SearchContext context) {
    var groups = state.getGroups();
    var weights =
        IntStream.range(0, groups.size()).mapToObj(at -> weights(at, groups.get(at))).toList();
    return new DerivedArchitecture(weights, best(state, context), 0, List.of());
  }

  private static DecisionWeights weights(int at, CellGroup group) {
    var members = CellEvolution.ranked(group.getMembers());
    var fitness = members.stream().mapToDouble(CellMember::getFitness).toArray();
    var mask = OptionMask.all(OptionIndex.of(fitness.length));
    var softmax = Softmax.of(fitness, mask);
    return DecisionWeights.newBuilder()
        .setDecision("group" + at)
        .setOptions(members.stream().map(CellMember::getCell).toList())
        .setWeights(Arrays.stream(softmax.values()).boxed().toList())
        .setEntropy(softmax.entropy())
        .setMembers(members)
        .build();
  }

  static List<Gauge> gauges(SpaceState state) {
    return List.of(
        new Gauge("generation", (double) state.getGeneration()),
        new Gauge("expected_madds", state.getExpectedMadds()),
        gauge(state, "diversity", SpaceReport::diversity),
        gauge(state, "reference_like", SpaceReport::referenceLike),
        gauge(state, "best_fitness", group -> fitness(group).max().orElse(0)),
        gauge(state, "mean_fitness", group -> fitness(group).average().orElse(0)),
        gauge(state, "mean_age", group -> age(group, state.getGeneration())));
  }

  /** The mean over the groups. */
  private static Gauge gauge(SpaceState state, String name, ToDoubleFunction<CellGroup> of) {
    return new Gauge(name, state.getGroups().stream().mapToDouble(of).average().orElse(0));
  }

  /** Genes in which two members differ, on average. */
  private static double diversity(CellGroup group) {
    return new Population<>(
            group.getMembers().stream().map(member -> MotifGenes.parse(member.getCell())).toList())
        .diversity(MotifGenes::distance);
  }

  /** Fraction of the members that differ from a reference in one gene at most. */
  private static double referenceLike(CellGroup group) {
    return group.getMembers().stream()
        .map(member -> MotifGenes.parse(member.getCell()))
        .mapToInt(
            cell ->
                MotifGenes.REFERENCES.stream()
                        .anyMatch(reference -> reference.distance(cell) <= ALIKE)
                    ? 1
                    : 0)
        .average()
        .orElse(0);
  }

  private static DoubleStream fitness(CellGroup group) {
    return group.getMembers().stream().mapToDouble(CellMember::getFitness);
  }

  private static double age(CellGroup group, int generation) {
    return group.getMembers().stream()
        .mapToInt(member -> generation - member.getBorn())
        .average()
        .orElse(0);
  }
}
