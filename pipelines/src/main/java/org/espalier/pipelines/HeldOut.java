package org.espalier.pipelines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.espalier.models.space.EdgeSpace;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.GradientState;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Task;
import org.espalier.schemas.Trial;
import org.espalier.transforms.SampleSubspaces;
import org.espalier.transforms.TrainAndScore;
import org.espalier.transforms.method.Seeds;
import org.espalier.transforms.method.gradient.Derivation;
import org.espalier.transforms.round.Experiment;
import org.espalier.transforms.storage.AtomicFile;
import org.espalier.transforms.storage.RunFolder;
import org.espalier.transforms.tables.Table;

/**
 * The check at the end of a search: the architecture found and random ones beside it, scored with
 * the same shared weights on data no step of the search has seen.
 *
 * @param experiment the search
 * @param folder where it is stored
 * @param engine where pipelines run
 */
public record HeldOut(Experiment experiment, RunFolder folder, Engine engine) {

  /** Stream of the random architectures: rounds are 0 and up. */
  private static final long RANDOM_ARCHITECTURES = -2;

  /** The trials: the architecture found first. Done once; later calls read what was stored. */
  public List<Trial> run(SearchState end) {
    try {
      if (!AtomicFile.exists(folder.heldOut())) {
        score(end);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look for " + folder.heldOut(), failure);
    }
    return Table.of(Trial.class).read(folder.heldOut());
  }

  private void score(SearchState end) {
    var pipeline = Pipeline.create(engine.options("held-out"));
    pipeline
        .apply("HeldOut/Candidates", SampleSubspaces.listed(candidates(end)))
        .apply("HeldOut/TrainAndScore", TrainAndScore.of(experiment, folder))
        .apply(
            "HeldOut/Store",
            StoreRows.of(Trial.class, folder.heldOut(), trial -> (long) trial.getIndex()));
    pipeline.run().waitUntilFinish();
  }

  private List<Candidate> candidates(SearchState end) {
    var space = SearchSpaces.named(experiment.space());
    var random =
        IntStream.range(0, experiment.evaluator().heldOutComparisons())
            .mapToObj(i -> Seeds.random(experiment.seed(), RANDOM_ARCHITECTURES, i))
            .map(generator -> random(space, end, generator));
    var candidates = new ArrayList<Candidate>();
    Stream.concat(Stream.of(end.getBest().getGenotype()), random)
        .forEach(genotype -> candidates.add(candidate(space, end, genotype, candidates.size())));
    return candidates;
  }

  /** Random architectures exist in the supernet that the search ended with. */
  private static Genotype random(SearchSpace space, SearchState end, RandomGenerator random) {
    return end.getPart() instanceof GradientState part && space instanceof EdgeSpace edges
        ? Derivation.random(part.getForm(), edges, random)
        : space.random(random);
  }

  private Candidate candidate(SearchSpace space, SearchState end, Genotype genotype, int index) {
    var round = end.getRound();
    var id = Seeds.derive(experiment.run().hashCode(), experiment.seed(), round, index);
    return Candidate.newBuilder()
        .setId(HexFormat.of().toHexDigits(id))
        .setRound(round)
        .setIndex(index)
        .setSeed(Seeds.derive(experiment.seed(), round, index))
        .setTask(Task.SCORE)
        .setDataSet(experiment.dataSet())
        .setSplit("test")
        .setSubspace(index == 0 ? "found" : "random")
        .setGenotype(genotype)
        .setCanonical(space.canonical(genotype))
        .setWeights(end.getWeights())
        .setForm(end.getPart() instanceof GradientState part ? part.getForm() : null)
        .setCharged(false)
        .build();
  }
}
