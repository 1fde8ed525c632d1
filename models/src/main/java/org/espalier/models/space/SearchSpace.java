package org.espalier.models.space;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.espalier.models.layer.Cost;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.LayerCounter;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.OptionMadds;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.numbers.OptionMask;
import org.espalier.schemas.Genotype;

/**
 * A set of architectures: a list of decisions, each with its own options, and the networks that
 * they decide. Stateless and safe for use by several threads; all randomness comes from the
 * generator that the caller passes.
 *
 * <p>A new space gives its name, its decisions and its networks; what is written here for the rest
 * is right wherever every combination of options is an architecture. A space in which options
 * depend on others says so in {@link #checkRules}, and overrides what draws or changes encodings.
 *
 * <p>Every method that takes a genotype throws {@link IllegalArgumentException}, naming position,
 * value and range, when it is not one of this space.
 */
public interface SearchSpace {

  /** Name by which configurations and tables know the space, for example {@code nb201}. */
  String name();

  /** The decisions, in the order of every encoding; at least one. */
  List<Decision> decisions();

  /** Where each option of each decision lies in a flat array. */
  default OptionIndex options() {
    return Encodings.index(decisions());
  }

  /** Number of normalized encodings; isomorphic architectures count separately. */
  default BigInteger size() {
    return Encodings.combinations(decisions());
  }

  /**
   * Whether every combination of options denotes an architecture, so that decisions can be made one
   * by one. Where not, a genotype may be refused for what its options are together.
   */
  default boolean isUnconstrained() {
    return true;
  }

  /**
   * Whether every option is an operation with an output of its own, so that a weight or a gate on
   * that output says what the option is worth. Not where nodes choose their sources, nor where
   * several decisions shape one operation.
   */
  default boolean optionsHaveOutputs() {
    return decisions().stream().noneMatch(Decision::choosesSource);
  }

  /**
   * Checks that options that each exist are an architecture together.
   *
   * @throws IllegalArgumentException naming what does not go together
   */
  default void checkRules(int[] encoding) {}

  /**
   * The encoding that stands for all that denote the same architecture layer by layer. Here each
   * encoding stands for itself.
   */
  default int[] normalized(int[] encoding) {
    return encoding;
  }

  /**
   * The genotype of an encoding, normalized.
   *
   * @param encoding option of each decision
   * @throws IllegalArgumentException naming position, value and range
   */
  default Genotype genotype(int[] encoding) {
    return Encodings.genotype(this, encoding);
  }

  /** The option of each decision. */
  default int[] encoding(Genotype genotype) {
    return Encodings.encoding(this, genotype);
  }

  /** The text of an encoding that has been checked; {@link #parse} reads it. */
  default String text(int[] encoding) {
    return DecisionText.format(decisions(), encoding);
  }

  /**
   * The genotype that a text in the space's published form denotes.
   *
   * @throws IllegalArgumentException naming the malformed part and the expected form
   */
  default Genotype parse(String text) {
    return genotype(DecisionText.parse(name(), decisions(), text));
  }

  /** Whether a pass along a path can measure the statistics of every normalization in it. */
  default boolean measuresStatistics() {
    return true;
  }

  /** A key that is equal for isomorphic architectures. */
  default String canonical(Genotype genotype) {
    return text(encoding(genotype));
  }

  /** A genotype drawn uniformly from all that are in the space. */
  default Genotype random(RandomGenerator random) {
    return genotype(Encodings.random(decisions(), random));
  }

  /**
   * A neighbour of the genotype: a decision, drawn uniformly, gets another option, drawn uniformly;
   * or what the rules of the space have for that.
   */
  default Genotype mutate(Genotype genotype, RandomGenerator random) {
    return genotype(Encodings.mutated(decisions(), encoding(genotype), random));
  }

  /**
   * All genotypes that are one edit away, each once, in an order of the space's own: one decision
   * differs, or as few as its rules allow. Here by decision, then by option.
   */
  default List<Genotype> neighbours(Genotype genotype) {
    return Encodings.neighbours(decisions(), encoding(genotype)).stream()
        .map(this::genotype)
        .toList();
  }

  /**
   * All genotypes, in lexicographic order of their encodings.
   *
   * @throws UnsupportedOperationException if the space is too large to enumerate
   */
  default Stream<Genotype> all() {
    return Encodings.all(this);
  }

  /**
   * The genotype that a supernet's scores amount to: here the option of the highest score of each
   * decision. Among equals the lower index wins.
   *
   * @param optionScores one a position of {@link #options}; larger is stronger, never NaN
   * @param mask which options may be chosen
   * @throws IllegalArgumentException naming the decision whose score is NaN or the length that is
   *     wrong
   */
  default Genotype derive(double[] optionScores, OptionMask mask) {
    return genotype(new OptionScores(decisions(), optionScores, mask).strongest());
  }

  /**
   * The path of the supernet with the most parameters: the largest option of each decision. Where
   * the space has rules beyond single decisions, it need not be an architecture.
   */
  default int[] largestPath(Target target) {
    return OptionCounts.largest(published(target));
  }

  /**
   * The path with the fewest multiply-adds: the cheapest option of each decision. Where the space
   * has rules beyond single decisions, it need not be an architecture.
   */
  default int[] cheapestPath(Target target) {
    return OptionCounts.cheapest(published(target));
  }

  /** The cost of the cheapest path: none of the space's full networks costs less. */
  default Cost leastCost(Target target, CountingRule rule) {
    return LayerCounter.cost(published(target), cheapestPath(target), rule);
  }

  /** The phases of progressive shrinking, in their order; none where layers share no tensors. */
  default List<ShrinkPhase> shrinkPhases() {
    return List.of();
  }

  /** An architecture with the most parameters. */
  default Genotype largest(Target target) {
    return genotype(largestPath(target));
  }

  /**
   * Multiply-adds of the convolutions of each option, as a fraction of the costliest: in [0, 1],
   * one a position of {@link #options}. Here as they are in the published network for a target.
   */
  default double[] optionCosts(Target target) {
    return OptionCounts.relativeMadds(published(target));
  }

  /** Multiply-adds of the full network for a target, option by option. */
  default OptionMadds optionMadds(Target target) {
    return OptionMadds.of(published(target));
  }

  /**
   * The exact cost of the full network, as it would be trained from scratch.
   *
   * @throws IllegalArgumentException if the network cannot be built for the target
   */
  default Cost cost(Genotype genotype, Target target, CountingRule rule) {
    return LayerCounter.cost(published(target), encoding(genotype), rule);
  }

  /** The network whose size is published, for the images and classes of a target. */
  private Network published(Target target) {
    var input = target.input();
    return evaluationNetwork(publishedSize(input, Optional.empty()), input, Evaluation.plain());
  }

  /** A drawing of the genotype in Graphviz's DOT language, a complete {@code digraph}. */
  default String dot(Genotype genotype) {
    return DecisionText.dot(name(), decisions(), encoding(genotype));
  }

  /**
   * The network whose weights a search shares.
   *
   * @throws IllegalArgumentException naming the setting that does not go with the space
   */
  Network searchNetwork(NetworkSize size, InputShape input);

  /**
   * The network of an architecture as it is trained from scratch.
   *
   * @throws IllegalArgumentException naming the setting that does not go with the space
   */
  Network evaluationNetwork(NetworkSize size, InputShape input, Evaluation how);

  /**
   * Whether methods differ in how they evaluate what they found, so that {@link #evaluationNetwork}
   * heeds more than the plain {@link Evaluation}.
   */
  default boolean heedsEvaluation() {
    return false;
  }

  /**
   * The size of the network that papers train from scratch for such images.
   *
   * @param stem how images enter; empty to go by their size
   * @throws IllegalArgumentException if the space has no such stem
   */
  NetworkSize publishedSize(InputShape input, Optional<Stem> stem);
}
