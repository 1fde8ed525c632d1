package org.espalier.transforms.method.gradient;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.models.space.EdgeSpace;
import org.espalier.schemas.Gauge;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.GradientState;
import org.espalier.schemas.SupernetForm;

/** What strengths say: the architecture they amount to, and how decided they are. */
public final class Derivation {

  private static final String SKIP_CONNECT = "skip_connect";

  private Derivation() {}

  /** The architecture that strengths amount to among the operations that a form has. */
  public static Genotype of(double[] strengths, SupernetForm form, EdgeSpace space) {
    var choices = Choices.of(form, space);
    var allowed = new boolean[choices.size()];
    for (var i = 0; i < allowed.length; i++) {
      allowed[i] = choices.has(i);
    }
    return space.derive(strengths, allowed);
  }

  /** A random architecture among those that exist in a form: that of uniform strengths. */
  public static Genotype random(SupernetForm form, EdgeSpace space, RandomGenerator random) {
    var strengths = new double[space.edges().size() * space.operations().size()];
    Arrays.setAll(strengths, i -> random.nextDouble());
    return of(strengths, form, space);
  }

  /** Edges of an architecture that pass their source on. */
  static int skipConnects(Genotype genotype, EdgeSpace space) {
    var skip = space.operations().indexOf(SKIP_CONNECT);
    return (int) genotype.getEncoding().stream().filter(operation -> operation == skip).count();
  }

  /** The strengths of an edge as shares of their sum. */
  static double[] shares(GradientState part, int edge, int operations) {
    var row = part.getStrengths().subList(edge * operations, (edge + 1) * operations);
    var sum = row.stream().mapToDouble(Double::doubleValue).sum();
    return row.stream().mapToDouble(strength -> strength / sum).toArray();
  }

  /** Entropy of shares, nats. */
  static double entropy(double[] shares) {
    var entropy = 0.0;
    for (var share : shares) {
      entropy -= share > 0 ? share * Math.log(share) : 0;
    }
    return entropy;
  }

  static List<Gauge> gauges(GradientState part, EdgeSpace space, double epochs) {
    var operations = space.operations().size();
    var entropy = 0.0;
    for (var edge = 0; edge < space.edges().size(); edge++) {
      entropy += entropy(shares(part, edge, operations)) / space.edges().size();
    }
    var strengths =
        part.getStrengths().stream()
            .mapToDouble(Double::doubleValue)
            .filter(strength -> strength > 0)
            .summaryStatistics();
    return List.of(
        new Gauge("entropy", entropy),
        new Gauge("skip_connects", (double) skipConnects(part.getDerived(), space)),
        new Gauge("stage", (double) part.getStage()),
        new Gauge("min_strength", strengths.getMin()),
        new Gauge("max_strength", strengths.getMax()),
        new Gauge("epochs", epochs));
  }
}
