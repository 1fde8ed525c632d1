package org.espalier.transforms.method;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.Member;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Status;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.storage.MemoryTensorStore;
import org.jspecify.annotations.Nullable;

/** What a method is given in a round, made up for tests: states, trials and evidence. */
public final class ToyRound {

  /** The space of the toys. */
  public static final SearchSpace SPACE = SearchSpaces.named("nb201");

  private ToyRound() {}

  /** A search on the NAS-Bench-201 space. */
  public static SearchContext context(long seed) {
    return new SearchContext(SPACE, "cifar10", seed, new MemoryTensorStore());
  }

  /** A search before a round, with what the method carries; null before the first. */
  public static SearchState state(int round, @Nullable Object methodState) {
    return SearchState.newBuilder()
        .setRun("test")
        .setMethod("toy")
        .setSpace("nb201")
        .setSeed(1)
        .setRound(round)
        .setMethodState(methodState)
        .build();
  }

  /** The architecture with the same operation on all edges. */
  public static Genotype all(int operation) {
    return SPACE.genotype(IntStream.range(0, 6).map(edge -> operation).toArray());
  }

  /** The architecture of six operations. */
  public static Genotype genotype(int... encoding) {
    return SPACE.genotype(encoding);
  }

  /** An architecture with its score. */
  static Member member(Genotype genotype, double score) {
    return Member.newBuilder()
        .setGenotype(genotype)
        .setScore(score)
        .setCanonical(SPACE.canonical(genotype))
        .build();
  }

  /** A trial of an architecture; without a score it has diverged. */
  public static Trial trial(int index, Genotype genotype, @Nullable Double score) {
    return Trial.newBuilder()
        .setRun("test")
        .setMethod("toy")
        .setSpace("nb201")
        .setDataSet("cifar10")
        .setRound(0)
        .setIndex(index)
        .setId("%016x".formatted(index))
        .setTask(Task.SCORE)
        .setGenotype(genotype)
        .setCanonical(SPACE.canonical(genotype))
        .setSeed(index)
        .setStatus(score == null ? Status.DIVERGED : Status.OK)
        .setScore(score)
        .build();
  }

  /** What says no more than its trials. */
  public static Evidence evidence(Trial... trials) {
    return Evidence.newBuilder().setRound(0).setTrials(List.of(trials)).build();
  }
}
