package org.espalier.pipelines;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.beam.sdk.Pipeline;
import org.espalier.models.numbers.Seeds;
import org.espalier.models.space.EdgeSpace;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.GradientState;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.SupernetForm;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.SampleSubspaces;
import org.espalier.transforms.TrainAndScore;
import org.espalier.transforms.method.gradient.Derivation;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.storage.RunFiles;
import org.espalier.transforms.tables.Table;
import org.jspecify.annotations.Nullable;

/**
 * Architectures scored with the weights that a search has ended with, outside its rounds.
 *
 * @param experiment the search
 * @param folder where it is stored
 * @param engine where pipelines run
 * @param end the state it ended with
 */
record FinalScoring(Experiment experiment, RunFiles folder, Engine engine, SearchState end) {

  /**
   * An architecture to score.
   *
   * @param genotype the architecture
   * @param subspace where it comes from
   */
  record Wanted(Genotype genotype, String subspace) {}

  /** An architecture drawn from those that exist in the supernet. */
  Genotype random(RandomGenerator random) {
    var space = space();
    return end.getMethodState() instanceof GradientState part && space instanceof EdgeSpace edges
        ? Derivation.random(part.getForm(), edges, random)
        : space.random(random);
  }

  /**
   * Scores and stores them, in their order.
   *
   * @param name of the pipeline
   * @param split part of the data set to score on
   * @param file the table to write
   */
  List<Trial> store(String name, List<Wanted> wanted, String split, String file) {
    var pipeline = Pipeline.create(engine.options(name));
    pipeline
        .apply("Candidates", SampleSubspaces.listed(candidates(wanted, split)))
        .apply("TrainAndScore", TrainAndScore.of(experiment, folder))
        .apply("Store", StoreRows.of(Trial.class, file, trial -> (long) trial.getIndex()));
    pipeline.run().waitUntilFinish();
    return Table.of(Trial.class).read(file);
  }

  private List<Candidate> candidates(List<Wanted> wanted, String split) {
    var candidates = new ArrayList<Candidate>(wanted.size());
    for (var one : wanted) {
      candidates.add(candidate(one, candidates.size(), split));
    }
    return candidates;
  }

  private Candidate candidate(Wanted wanted, int index, String split) {
    var round = end.getRound();
    var id = Seeds.derive(experiment.run().hashCode(), experiment.seed(), round, index);
    return Candidate.newBuilder()
        .setId(HexFormat.of().toHexDigits(id))
        .setRound(round)
        .setIndex(index)
        .setSeed(Seeds.derive(experiment.seed(), round, index))
        .setTask(Task.SCORE)
        .setDataSet(experiment.dataSet())
        .setSplit(split)
        .setSubspace(wanted.subspace())
        .setGenotype(wanted.genotype())
        .setCanonical(space().canonical(wanted.genotype()))
        .setWeights(end.getWeights())
        .setForm(form())
        .setCharged(false)
        .build();
  }

  private @Nullable SupernetForm form() {
    return end.getMethodState() instanceof GradientState part ? part.getForm() : null;
  }

  private SearchSpace space() {
    return SearchSpaces.named(experiment.space());
  }
}
