package org.espalier.transforms.round;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.models.layer.CountingRule;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.Screening;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Task;
import org.espalier.transforms.method.Proposal;
import org.espalier.transforms.method.SearchContext;

/**
 * Which proposals become candidates: validity, duplicates, constraints and what is left of the
 * budget, decided in one place before any device is asked.
 */
final class CandidateFilter {

  private final Experiment experiment;
  private final SearchContext context;
  private final Costs costs;
  private final CandidateFactory factory;

  CandidateFilter(Experiment experiment, SearchContext context, Costs costs) {
    this.experiment = experiment;
    this.context = context;
    this.costs = costs;
    this.factory = new CandidateFactory(experiment.run(), context, experiment.purpose());
  }

  /** The candidates of the round after {@code state}, by index; cut where the budget ends. */
  List<Candidate> candidates(SearchState state, List<Proposal> proposals) {
    var known = known(state);
    var left = experiment.budget().evaluations() - state.getEvaluations();
    var candidates = new ArrayList<Candidate>(proposals.size());
    for (var proposal : proposals) {
      var candidate = candidate(state, proposal, candidates.size(), known);
      if (charged(candidate) && left-- <= 0) {
        break;
      }
      candidates.add(candidate);
    }
    return candidates;
  }

  private static boolean charged(Candidate candidate) {
    return candidate.getCharged() && candidate.getScreening() == Screening.EVALUATE;
  }

  private Map<String, String> known(SearchState state) {
    var known = new HashMap<String, String>();
    for (var scored : state.getArchive()) {
      known.put(key(scored.getDataSet(), scored.getCanonical()), scored.getId());
    }
    return known;
  }

  static String key(String dataSet, String canonical) {
    return dataSet + ' ' + canonical;
  }

  private Candidate candidate(
      SearchState state, Proposal proposal, int index, Map<String, String> known) {
    var candidate =
        factory
            .candidate(proposal, state.getRound(), index, state.getSteps())
            .setWeightsStep(state.getWeightsStep());
    if (proposal.task() == Task.SCORE) {
      screen(candidate, proposal.genotype().orElseThrow(), known);
    }
    return candidate.build();
  }

  private void screen(Candidate.Builder candidate, Genotype genotype, Map<String, String> known) {
    var invalid = invalid(genotype);
    if (invalid.isPresent()) {
      candidate.setScreening(Screening.INVALID).setScreeningDetail(invalid.get());
      return;
    }
    var canonical = context.space().canonical(genotype);
    candidate.setCanonical(canonical);
    var key = key(candidate.getDataSet(), canonical);
    var excess = experiment.constraints().excess(costs.of(genotype, CountingRule.CONV_FC));
    if (excess.isPresent()) {
      candidate.setScreening(Screening.OVER_CONSTRAINT).setScreeningDetail(excess.get());
    } else if (experiment.constraints().deduplicate()) {
      var earlier = known.putIfAbsent(key, candidate.getId());
      if (earlier != null) {
        candidate.setScreening(Screening.REPLAY).setScreeningDetail(earlier);
      }
    }
  }

  private Optional<String> invalid(Genotype genotype) {
    try {
      context
          .space()
          .genotype(genotype.getEncoding().stream().mapToInt(Integer::intValue).toArray());
      return Optional.empty();
    } catch (IllegalArgumentException outside) {
      return Optional.of(String.valueOf(outside.getMessage()));
    }
  }
}
