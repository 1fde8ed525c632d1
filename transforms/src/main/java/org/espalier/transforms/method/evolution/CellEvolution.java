package org.espalier.transforms.method.evolution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.espalier.models.operation.MotifGenes;
import org.espalier.schemas.CellGroup;
import org.espalier.schemas.CellMember;
import org.espalier.schemas.DrawnCell;
import org.espalier.transforms.method.Population;
import org.jspecify.annotations.Nullable;

/** The evolution of the population of one group of blocks. */
final class CellEvolution {
  /** Draws in a row that give a cell that is already there, before a random one is taken. */
  private static final int ATTEMPTS = 20;

  private final AutoSpace settings;

  CellEvolution(AutoSpace settings) {
    this.settings = settings;
  }

  /** The references, where there are some, and as many random cells as there is room for. */
  CellGroup start(RandomGenerator random) {
    var members = new ArrayList<CellMember>();
    var there = new HashSet<String>();
    for (var reference : MotifGenes.REFERENCES.subList(0, AutoSpace.kept(settings.references()))) {
      there.add(reference.text());
      members.add(CellMember.newBuilder().setCell(reference.text()).setReference(true).build());
    }
    while (members.size() < settings.population()) {
      var cell = MotifGenes.random(random).canonical().text();
      if (there.add(cell)) {
        members.add(CellMember.newBuilder().setCell(cell).build());
      }
    }
    return drawing(members, random);
  }

  /**
   * What a generation taught.
   *
   * @param alpha of each cell that was drawn
   * @param weights content names of their tensors now
   * @param generation the generation, from 0
   */
  List<CellMember> learned(
      CellGroup before, List<Double> alpha, List<String> weights, int generation) {
    var mean = alpha.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    var members = new ArrayList<>(before.getMembers());
    for (var at = 0; at < alpha.size(); at++) {
      var drawn = before.getDrawn().get(at);
      var place = place(members, drawn.getCell());
      var was = place < 0 ? born(drawn, generation) : members.get(place);
      var decay = settings.fitnessDecay();
      var now =
          CellMember.newBuilder(was)
              .setFitness(decay * was.getFitness() + (1 - decay) * (alpha.get(at) - mean))
              .setTrained(was.getTrained() + 1)
              .setWeights(weights.get(at))
              .build();
      if (place < 0) {
        members.add(now);
      } else {
        members.set(place, now);
      }
    }
    return new Population<>(members)
        .fittest(settings.population(), CellMember::getFitness, CellMember::getReference)
        .members();
  }

  private static int place(List<CellMember> members, String cell) {
    return members.stream().map(CellMember::getCell).toList().indexOf(cell);
  }

  private static CellMember born(DrawnCell drawn, int generation) {
    return CellMember.newBuilder()
        .setCell(drawn.getCell())
        .setBorn(generation)
        .setParent(drawn.getParent())
        .build();
  }

  /** The members with what the next generation trains: references, then children. */
  CellGroup drawing(List<CellMember> members, RandomGenerator random) {
    var drawn = new ArrayList<DrawnCell>();
    var there = new HashSet<String>();
    var references = new ArrayList<>(members.stream().filter(CellMember::getReference).toList());
    for (var i = 0; i < settings.references(); i++) {
      var reference = references.remove(random.nextInt(references.size()));
      there.add(reference.getCell());
      drawn.add(itself(reference));
    }
    var byCell = members.stream().collect(Collectors.toMap(CellMember::getCell, each -> each));
    while (drawn.size() < settings.cells()) {
      drawn.add(child(members, byCell, there, random));
    }
    return CellGroup.newBuilder().setMembers(members).setDrawn(drawn).build();
  }

  private DrawnCell child(
      List<CellMember> members,
      Map<String, CellMember> byCell,
      Set<String> there,
      RandomGenerator random) {
    for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
      var parent =
          new Population<>(members)
              .tournament(settings.tournament(), CellMember::getFitness, random);
      var mutates = random.nextDouble() < settings.mutationProbability();
      var genes = MotifGenes.parse(parent.getCell());
      var cell = (mutates ? genes.mutated(random) : genes).canonical().text();
      if (there.add(cell)) {
        var member = byCell.get(cell);
        return member == null ? drawn(cell, parent.getCell(), parent.getWeights()) : itself(member);
      }
    }
    // All that comes of the fittest is there: something else.
    String cell;
    do {
      cell = MotifGenes.random(random).canonical().text();
    } while (!there.add(cell));
    var member = byCell.get(cell);
    return member == null ? drawn(cell, null, null) : itself(member);
  }

  private DrawnCell itself(CellMember member) {
    return drawn(member.getCell(), null, member.getWeights());
  }

  private DrawnCell drawn(String cell, @Nullable String parent, @Nullable String weights) {
    return DrawnCell.newBuilder()
        .setCell(cell)
        .setParent(parent)
        .setWeights(settings.inheritWeights() ? weights : null)
        .build();
  }

  /** The members with the fittest of those that were trained as what is scored, best first. */
  CellGroup best(List<CellMember> members) {
    var best =
        ranked(members).stream()
            .limit(settings.cells())
            .map(
                member ->
                    DrawnCell.newBuilder()
                        .setCell(member.getCell())
                        .setWeights(member.getWeights())
                        .build())
            .toList();
    return CellGroup.newBuilder().setMembers(members).setDrawn(best).build();
  }

  /** Members from the fittest on: first those that were trained, then the others. */
  static List<CellMember> ranked(List<CellMember> members) {
    return members.stream()
        .sorted(
            Comparator.comparing((CellMember member) -> member.getTrained() == 0)
                .thenComparing(Comparator.comparingDouble(CellMember::getFitness).reversed()))
        .toList();
  }
}
