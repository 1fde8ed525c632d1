package org.espalier.transforms.round;

import java.util.HexFormat;
import org.espalier.models.numbers.Seeds;
import org.espalier.schemas.Candidate;
import org.espalier.transforms.method.Proposal;
import org.espalier.transforms.method.SearchContext;

/** Proposals become candidates: the one place that gives identities and seeds. */
public final class CandidateFactory {

  private final String run;
  private final SearchContext context;
  private final Purpose purpose;

  /** The candidates of a run, for one purpose. */
  public CandidateFactory(String run, SearchContext context, Purpose purpose) {
    this.run = run;
    this.context = context;
    this.purpose = purpose;
  }

  /**
   * The candidate of a proposal.
   *
   * @param round round, from 0
   * @param index position within the round, from 0
   * @param firstStep first of its optimizer steps within the whole search
   */
  public Candidate.Builder candidate(Proposal proposal, int round, int index, long firstStep) {
    return Candidate.newBuilder()
        .setId(HexFormat.of().toHexDigits(id(round, index)))
        .setPurpose(purpose.label())
        .setRound(round)
        .setIndex(index)
        .setSeed(purpose.derive(context.seed(), round, index))
        .setTask(proposal.task())
        .setDataSet(proposal.dataSet().orElse(context.dataSet()))
        .setParent(proposal.parent().map(context.space()::canonical).orElse(null))
        .setSubspace(proposal.subspace())
        .setGenotype(proposal.genotype().orElse(null))
        .setDistribution(proposal.distribution())
        .setWeights(proposal.weights().orElse(null))
        .setTeacher(proposal.teacher().orElse(null))
        .setPredictor(proposal.predictor().orElse(null))
        .setForm(proposal.form().orElse(null))
        .setSteps(proposal.steps())
        .setFirstStep(firstStep)
        .setCharged(proposal.charged())
        .setDataShare(proposal.dataShare())
        .setDataShares(proposal.dataShares());
  }

  private long id(int round, int index) {
    return purpose == Purpose.SEARCH
        ? Seeds.derive(run.hashCode(), context.seed(), round, index)
        : purpose.derive(Seeds.derive(run.hashCode(), context.seed()), round, index);
  }
}
