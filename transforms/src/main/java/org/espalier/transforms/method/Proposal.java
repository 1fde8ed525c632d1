package org.espalier.transforms.method;

import java.util.List;
import java.util.Optional;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.SupernetForm;
import org.espalier.schemas.Task;
import org.espalier.schemas.Tensor;

/** What a method wants tried; the round makes a candidate of it. Immutable. */
public final class Proposal {

  private final Task task;
  private final Optional<Genotype> genotype;
  private Optional<Genotype> parent = Optional.empty();
  private String subspace = "";
  private Optional<String> dataSet = Optional.empty();
  private boolean charged = true;
  private List<Tensor> distribution = List.of();
  private Optional<String> weights = Optional.empty();
  private Optional<SupernetForm> form = Optional.empty();
  private Optional<String> teacher = Optional.empty();
  private Optional<String> predictor = Optional.empty();
  private int steps;
  private int dataShare;
  private int dataShares = 1;

  private Proposal(Task task, Optional<Genotype> genotype) {
    this.task = task;
    this.genotype = genotype;
  }

  private Proposal(Proposal other) {
    this(other, other.genotype);
  }

  private Proposal(Proposal other, Optional<Genotype> genotype) {
    this.task = other.task;
    this.genotype = genotype;
    this.parent = other.parent;
    this.subspace = other.subspace;
    this.dataSet = other.dataSet;
    this.charged = other.charged;
    this.distribution = other.distribution;
    this.weights = other.weights;
    this.form = other.form;
    this.teacher = other.teacher;
    this.predictor = other.predictor;
    this.steps = other.steps;
    this.dataShare = other.dataShare;
    this.dataShares = other.dataShares;
  }

  /** An architecture to score on the run's data set, charged to the budget. */
  public static Proposal score(Genotype genotype) {
    return new Proposal(Task.SCORE, Optional.of(genotype));
  }

  /**
   * Optimizer steps on shared weights, paths drawn uniformly, on one share of the data; free.
   *
   * @param weights content name of the weights to start from; empty for fresh ones
   * @param steps steps to take, at least 0
   * @param dataShare which share of the training data, in [0, dataShares)
   * @param dataShares shares of the training data, at least 1
   */
  public static Proposal train(Optional<String> weights, int steps, int dataShare, int dataShares) {
    var proposal = new Proposal(Task.TRAIN, Optional.empty());
    proposal.subspace = "whole space";
    proposal.charged = false;
    proposal.weights = weights;
    proposal.steps = steps;
    proposal.dataShare = dataShare;
    proposal.dataShares = dataShares;
    return proposal;
  }

  /** The same for a network of one architecture. */
  public Proposal of(Genotype architecture) {
    return new Proposal(this, Optional.of(architecture));
  }

  /** The same, drawn from a subspace and derived from an architecture. */
  public Proposal from(String newSubspace, Optional<Genotype> newParent) {
    var copy = new Proposal(this);
    copy.subspace = newSubspace;
    copy.parent = newParent;
    return copy;
  }

  /** The same, scored on another data set than the run's. */
  public Proposal on(String otherDataSet) {
    var copy = new Proposal(this);
    copy.dataSet = Optional.of(otherDataSet);
    return copy;
  }

  /** The same, not charged to the budget. */
  public Proposal free() {
    var copy = new Proposal(this);
    copy.charged = false;
    return copy;
  }

  /** The same, with what paths or mixtures are drawn from. */
  public Proposal drawing(List<Tensor> newDistribution) {
    var copy = new Proposal(this);
    copy.distribution = List.copyOf(newDistribution);
    return copy;
  }

  /** The same, scored with shared weights. */
  public Proposal with(Optional<String> sharedWeights) {
    var copy = new Proposal(this);
    copy.weights = sharedWeights;
    return copy;
  }

  /** The same, in a supernet of this form; empty for the evaluator's own. */
  public Proposal in(Optional<SupernetForm> supernet) {
    var copy = new Proposal(this);
    copy.form = supernet;
    return copy;
  }

  /** The same, with the weights that teach its steps. */
  public Proposal taughtBy(Optional<String> weightsOfTeacher) {
    var copy = new Proposal(this);
    copy.teacher = weightsOfTeacher;
    return copy;
  }

  /** The same, scored by a predictor. */
  public Proposal predictedBy(Optional<String> valuesOfPredictor) {
    var copy = new Proposal(this);
    copy.predictor = valuesOfPredictor;
    return copy;
  }

  /** What is asked. */
  public Task task() {
    return task;
  }

  /** The architecture to score, or to train from scratch; empty for shared weights. */
  public Optional<Genotype> genotype() {
    return genotype;
  }

  /** The architecture it was derived from. */
  public Optional<Genotype> parent() {
    return parent;
  }

  /** The subspace it was drawn from, in the method's words. */
  public String subspace() {
    return subspace;
  }

  /** Another data set than the run's, where a method searches on two. */
  public Optional<String> dataSet() {
    return dataSet;
  }

  /** Whether its evaluation counts against the budget. */
  public boolean charged() {
    return charged;
  }

  /** What paths or mixtures are drawn from; empty means uniform. */
  public List<Tensor> distribution() {
    return distribution;
  }

  /** Content name of the shared weights to start from. */
  public Optional<String> weights() {
    return weights;
  }

  /** The supernet to run; empty for the evaluator's own. */
  public Optional<SupernetForm> form() {
    return form;
  }

  /** Content name of the weights that teach its steps. */
  public Optional<String> teacher() {
    return teacher;
  }

  /** Content name of the predictor that scores it. */
  public Optional<String> predictor() {
    return predictor;
  }

  /** Optimizer steps to take; 0 for {@link Task#SCORE}. */
  public int steps() {
    return steps;
  }

  /** Which share of the training data, in [0, dataShares). */
  public int dataShare() {
    return dataShare;
  }

  /** Shares of the training data, at least 1. */
  public int dataShares() {
    return dataShares;
  }
}
