package org.espalier.models.space;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.espalier.schemas.Genotype;

/**
 * A set of architectures, each a fixed number of decisions between named operations. Stateless and
 * safe for use by several threads; all randomness comes from the generator that the caller passes.
 *
 * <p>Every method that takes a genotype throws {@link IllegalArgumentException}, naming position,
 * value and range, when it is not one of this space.
 */
public interface SearchSpace {

  /** Name by which configurations and tables know the space, for example {@code nb201}. */
  String name();

  /** Number of decisions, the length of every encoding; at least 1. */
  int decisions();

  /** Names of the operations; an encoding holds indices into this list. */
  List<String> operations();

  /** Number of encodings; isomorphic ones count separately. */
  BigInteger size();

  /**
   * Whether every combination of operations is an architecture, so that decisions can be made one
   * by one. Where not, a genotype may be refused for what its operations are together.
   */
  default boolean isUnconstrained() {
    return true;
  }

  /**
   * The genotype of an encoding.
   *
   * @param encoding operation index of each decision, {@code [decisions]}, each in {@code [0,
   *     operations)}
   * @throws IllegalArgumentException naming position, value and range
   */
  Genotype genotype(int[] encoding);

  /**
   * The genotype that a text in the space's published form denotes.
   *
   * @throws IllegalArgumentException naming the malformed part and the expected form
   */
  Genotype parse(String text);

  /** A key that is equal for isomorphic architectures. */
  String canonical(Genotype genotype);

  /** A genotype drawn uniformly from all that are in the space. */
  Genotype random(RandomGenerator random);

  /**
   * The genotype with one operation at every decision; where the rules of the space forbid that, at
   * as many as they allow.
   */
  default Genotype everywhere(int operation) {
    var encoding = new int[decisions()];
    Arrays.fill(encoding, operation);
    return genotype(encoding);
  }

  /** A neighbour of the genotype, drawn uniformly. */
  Genotype mutate(Genotype genotype, RandomGenerator random);

  /**
   * All genotypes that are one edit away, each once, in an order of the space's own: one decision
   * differs, or as few as its rules allow.
   */
  List<Genotype> neighbours(Genotype genotype);

  /**
   * All genotypes, in lexicographic order of their encodings.
   *
   * @throws UnsupportedOperationException if the space is too large to enumerate
   */
  Stream<Genotype> all();

  /**
   * The exact cost of the full network, as it would be trained from scratch.
   *
   * @throws IllegalArgumentException if the network cannot be built for the target
   */
  Cost cost(Genotype genotype, Target target, CountingRule rule);

  /** A drawing of the genotype in Graphviz's DOT language, a complete {@code digraph}. */
  String dot(Genotype genotype);
}
