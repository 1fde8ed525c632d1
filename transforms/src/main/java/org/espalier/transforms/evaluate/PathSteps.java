package org.espalier.transforms.evaluate;

import java.util.List;
import org.espalier.schemas.Candidate;
import org.espalier.transforms.method.Frame;
import org.espalier.transforms.method.LargestPath;
import org.espalier.transforms.method.Seeds;
import org.espalier.transforms.method.gradient.Draw;

/**
 * Steps along paths drawn from the candidate's distribution, every so many-th along the largest.
 *
 * @param training how weights are trained
 * @param paths how long and along what
 * @param images which images are seen
 * @param frame what the search is about
 */
record PathSteps(
    SupernetTraining training, UniformPaths paths, SupernetImages.Loaded images, Frame frame)
    implements LocalSteps {

  @Override
  public Result take(Candidate candidate, Passes passes) {
    var schedule = training.schedule(paths.steps());
    var batches =
        images
            .train()
            .batches(training.batchSize(), frame.seed())
            .shard(candidate.getShard(), candidate.getShards());
    var drawn = Paths.of(candidate, frame.space());
    var largest = LargestPath.of(frame.space(), frame.dataSet());
    var tally = new Tally();
    var touched = new TouchCount(passes);
    for (var step = 0; step < candidate.getSteps() && tally.isFinite(); step++) {
      var at = candidate.getFirstStep() + step;
      var path =
          new Draw.Path(
              at % paths.largestEvery() == 0
                  ? largest
                  : drawn.draw(Seeds.random(candidate.getSeed(), step, 0)));
      var seed = Seeds.derive(candidate.getSeed(), step, 1);
      tally.add(passes.train(batches.batch(at), path, schedule.rate(at), seed));
      touched.add(path);
    }
    return new Result(tally, new Tally(), touched.counts(), List.of());
  }
}
