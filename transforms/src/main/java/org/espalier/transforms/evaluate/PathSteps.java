package org.espalier.transforms.evaluate;

import java.util.List;
import org.espalier.models.numbers.Seeds;
import org.espalier.schemas.Candidate;
import org.espalier.transforms.method.LargestPath;
import org.espalier.transforms.method.SearchContext;
import org.espalier.transforms.method.gradient.Draw;

/**
 * Steps along paths drawn from the candidate's distribution, every so many-th along the largest.
 *
 * @param training how weights are trained
 * @param paths how long and along what
 * @param images which images are seen
 * @param context what the search is about
 */
record PathSteps(
    SupernetTraining training,
    Pretraining paths,
    SupernetImages.Loaded images,
    SearchContext context)
    implements LocalSteps {

  @Override
  public Result take(Candidate candidate, Passes passes) {
    var schedule = training.schedule(paths.steps());
    var batches =
        images
            .train()
            .batches(training.batchSize(), context.seed())
            .shard(candidate.getDataShare(), candidate.getDataShares());
    var drawn = Paths.of(candidate, context.space());
    var largest = LargestPath.of(context.space(), context.dataSet());
    var tally = new Tally();
    var touched = new TouchCount(passes);
    for (var step = 0; step < candidate.getSteps() && tally.isFinite(); step++) {
      var at = candidate.getFirstStep() + step;
      var path =
          new Draw.Path(
              at % paths.sandwichInterval() == 0
                  ? largest
                  : drawn.draw(Seeds.random(candidate.getSeed(), step, 0)));
      var seed = Seeds.derive(candidate.getSeed(), step, 1);
      tally.add(passes.train(batches.batch(at), path, schedule.rate(at), seed));
      touched.add(path);
    }
    return new Result(tally, new Tally(), touched.counts(), List.of());
  }
}
