package org.espalier.transforms.round;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.models.space.SearchSpace;
import org.espalier.schemas.Candidate;
import org.espalier.schemas.Metric;
import org.espalier.transforms.evaluate.Evaluator;
import org.espalier.transforms.evaluate.Measurement;
import org.espalier.transforms.evaluate.Scorer;
import org.espalier.transforms.method.SearchMethod;

/**
 * An evaluator made up for tests: the score grows with the share of 3x3 convolutions, and what goes
 * wrong is set.
 *
 * @param behaviour what happens
 */
public record ToyEvaluator(Behaviour behaviour) implements Evaluator {

  /** How evaluations end. */
  public enum Behaviour {
    /** All succeed. */
    WELL,
    /** All throw. */
    ALWAYS_FAILS,
    /** The first call in a process throws. */
    FAILS_ONCE,
    /** Architectures that begin with {@code none} diverge. */
    DIVERGES_ON_NONE
  }

  /** Evaluations made in this process. */
  public static final AtomicInteger CALLS = new AtomicInteger();

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public Scorer open(SearchMethod method, SearchSpace space, String dataSet) {
    var failed = new AtomicInteger();
    return (candidate, context) -> {
      CALLS.incrementAndGet();
      if (behaviour == Behaviour.ALWAYS_FAILS
          || (behaviour == Behaviour.FAILS_ONCE && failed.getAndIncrement() == 0)) {
        throw new IllegalStateException("the toy is broken");
      }
      return measure(candidate);
    };
  }

  private Measurement measure(Candidate candidate) {
    var encoding = candidate.getGenotype().getEncoding();
    var score = encoding.stream().mapToInt(op -> op == 3 ? 10 : op).sum() / 60.0;
    var bad = behaviour == Behaviour.DIVERGES_ON_NONE && encoding.get(0) == 0;
    var metric = new Metric("accuracy", candidate.getDataSet(), "val", 12, score);
    return Measurement.scored(bad ? Double.NaN : score, List.of(metric), 100, "toy");
  }
}
