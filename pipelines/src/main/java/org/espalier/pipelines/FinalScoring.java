package org.espalier.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.espalier.models.numbers.OptionMask;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;
import org.espalier.transforms.SampleSubspaces;
import org.espalier.transforms.TrainAndScore;
import org.espalier.transforms.method.Proposal;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.method.StateReferences;
import org.espalier.transforms.method.gradient.Derivation;
import org.espalier.transforms.pipeline.Engine;
import org.espalier.transforms.round.CandidateFactory;
import org.espalier.transforms.round.Purpose;
import org.espalier.transforms.storage.SearchRun;
import org.espalier.transforms.tables.Table;
import org.jspecify.annotations.Nullable;

/**
 * Architectures scored outside the rounds of a search: with the weights that it has ended with, if
 * it has any.
 *
 * @param run the search
 * @param purpose what they are scored for
 * @param engine where pipelines run
 * @param end the state it ended with
 */
record FinalScoring(SearchRun run, Purpose purpose, Engine engine, SearchState end) {

  /**
   * An architecture to score.
   *
   * @param genotype the architecture
   * @param subspace where it comes from
   * @param weights content name of the weights to score with; null for none
   * @param steps optimizer steps behind them
   */
  record Wanted(Genotype genotype, String subspace, @Nullable String weights, long steps) {}

  /** An architecture to score with the weights at the end. */
  Wanted atEnd(Genotype genotype, String subspace) {
    return new Wanted(genotype, subspace, end.getWeights(), end.getSteps());
  }

  /** An architecture drawn from those that exist in the supernet. */
  Genotype random(RandomGenerator random) {
    var space = context().space();
    return StateReferences.form(end)
        .map(form -> Derivation.random(form, space, random))
        .orElseGet(() -> space.random(random));
  }

  /** A neighbour of an architecture, or itself where the supernet lacks what would change. */
  Genotype near(Genotype genotype, RandomGenerator random) {
    var space = context().space();
    var changed = space.mutate(genotype, random);
    return StateReferences.form(end)
            .map(form -> OptionMask.of(space.options(), form.getAllowed()))
            .map(mask -> hasAll(mask, space.encoding(changed)))
            .orElse(true)
        ? changed
        : genotype;
  }

  private static boolean hasAll(OptionMask mask, int[] encoding) {
    return IntStream.range(0, encoding.length)
        .allMatch(decision -> mask.has(mask.index().at(decision, encoding[decision])));
  }

  /**
   * Scores and stores them, in their order.
   *
   * @param split part of the data set to score on
   * @param file the table to write
   */
  List<Trial> store(List<Wanted> wanted, String split, String file) {
    var pipeline = Pipeline.create(engine.options(purpose.label()));
    pipeline
        .apply("Candidates", SampleSubspaces.listed(candidates(wanted, split)))
        .apply("TrainAndScore", TrainAndScore.of(run))
        .apply("Store", StoreRows.of(Trial.class, file, trial -> (long) trial.getIndex()));
    pipeline.run().waitUntilFinish();
    run.files().pending().forgetAll();
    return Table.of(Trial.class).read(file);
  }

  private List<Candidate> candidates(List<Wanted> wanted, String split) {
    var factory = new CandidateFactory(run.experiment().run(), context(), purpose);
    var candidates = new ArrayList<Candidate>(wanted.size());
    for (var one : wanted) {
      var proposal =
          Proposal.score(one.genotype())
              .from(one.subspace(), Optional.empty())
              .with(Optional.ofNullable(one.weights()))
              .in(StateReferences.form(end))
              .free();
      candidates.add(
          factory
              .candidate(proposal, end.getRound(), candidates.size(), one.steps())
              .setSplit(split)
              .setCanonical(context().space().canonical(one.genotype()))
              .build());
    }
    return candidates;
  }

  /** What the search is about. */
  SearchContext context() {
    var experiment = run.experiment();
    return new SearchContext(
        SearchSpaces.named(experiment.space()),
        experiment.dataSet(),
        experiment.seed(),
        run.files().weights());
  }
}
