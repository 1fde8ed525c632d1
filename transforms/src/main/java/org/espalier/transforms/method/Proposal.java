package org.espalier.transforms.method;

import java.util.List;
import java.util.Optional;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.SupernetForm;
import org.espalier.schemas.Task;
import org.espalier.schemas.Tensor;

/**
 * What a method wants tried; the round makes a candidate of it.
 *
 * @param task what is asked
 * @param genotype the architecture to score; empty for {@link Task#TRAIN}
 * @param parent the architecture it was derived from
 * @param subspace the subspace it was drawn from, in the method's words
 * @param dataSet another data set than the run's, where a method searches on two
 * @param charged whether its evaluation counts against the budget
 * @param distribution what paths or mixtures are drawn from; empty means uniform
 * @param weights content name of the shared weights to start from
 * @param steps optimizer steps to take; 0 for {@link Task#SCORE}
 * @param shard which shard of the training data, in [0, shards)
 * @param shards shards of the training data, at least 1
 * @param form the supernet to run; empty for the evaluator's own
 */
public record Proposal(
    Task task,
    Optional<Genotype> genotype,
    Optional<Genotype> parent,
    String subspace,
    Optional<String> dataSet,
    boolean charged,
    List<Tensor> distribution,
    Optional<String> weights,
    int steps,
    int shard,
    int shards,
    Optional<SupernetForm> form) {

  /** An architecture to score on the run's data set, charged to the budget. */
  public static Proposal score(Genotype genotype) {
    return new Proposal(
        Task.SCORE,
        Optional.of(genotype),
        Optional.empty(),
        "",
        Optional.empty(),
        true,
        List.of(),
        Optional.empty(),
        0,
        0,
        1,
        Optional.empty());
  }

  /** Optimizer steps on shared weights, paths drawn uniformly, on one shard of the data; free. */
  public static Proposal train(Optional<String> weights, int steps, int shard, int shards) {
    return new Proposal(
        Task.TRAIN,
        Optional.empty(),
        Optional.empty(),
        "whole space",
        Optional.empty(),
        false,
        List.of(),
        weights,
        steps,
        shard,
        shards,
        Optional.empty());
  }

  /** The same, drawn from a subspace and derived from an architecture. */
  public Proposal from(String subspace, Optional<Genotype> parent) {
    return new Proposal(
        task,
        genotype,
        parent,
        subspace,
        dataSet,
        charged,
        distribution,
        weights,
        steps,
        shard,
        shards,
        form);
  }

  /** The same, scored on another data set than the run's. */
  public Proposal on(String otherDataSet) {
    return new Proposal(
        task,
        genotype,
        parent,
        subspace,
        Optional.of(otherDataSet),
        charged,
        distribution,
        weights,
        steps,
        shard,
        shards,
        form);
  }

  /** The same, not charged to the budget. */
  public Proposal free() {
    return new Proposal(
        task,
        genotype,
        parent,
        subspace,
        dataSet,
        false,
        distribution,
        weights,
        steps,
        shard,
        shards,
        form);
  }

  /** The same, with what paths or mixtures are drawn from. */
  public Proposal drawing(List<Tensor> newDistribution) {
    return new Proposal(
        task,
        genotype,
        parent,
        subspace,
        dataSet,
        charged,
        newDistribution,
        weights,
        steps,
        shard,
        shards,
        form);
  }

  /** The same, scored with shared weights. */
  public Proposal with(Optional<String> sharedWeights) {
    return new Proposal(
        task,
        genotype,
        parent,
        subspace,
        dataSet,
        charged,
        distribution,
        sharedWeights,
        steps,
        shard,
        shards,
        form);
  }

  /** The same, in a supernet of this form. */
  public Proposal in(SupernetForm supernet) {
    return new Proposal(
        task,
        genotype,
        parent,
        subspace,
        dataSet,
        charged,
        distribution,
        weights,
        steps,
        shard,
        shards,
        Optional.of(supernet));
  }
}
