package org.espalier.models.network;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where one tensor lies in the flat vector of a network's state.
 *
 * @param name name, unique in the network and equal in networks that share the tensor
 * @param kind what the tensor is
 * @param edge cell edge whose operation owns it, or -1 where every step uses it
 * @param operation that operation, or -1
 * @param initial bound of the uniform start values for kernels and the classifier, the value itself
 *     for the rest
 * @param offset first position in the vector
 * @param shape extents, outermost first
 */
public record Slice(
    String name,
    Kind kind,
    int edge,
    int operation,
    float initial,
    int offset,
    List<Integer> shape) {
  /** What a tensor is. */
  public enum Kind {
    /** Trained: kernel of a convolution or of the classifier, drawn uniformly at the start. */
    KERNEL,
    /** Trained: bias of the classifier, drawn uniformly at the start. */
    BIAS,
    /** Trained: scale or offset of a batch normalization. */
    NORMALIZATION,
    /** Running mean or variance of a batch normalization. */
    STATISTIC,
    /** Momentum of a trained tensor. */
    MOMENTUM;

    /** Whether the optimizer updates it by its gradient. */
    public boolean trained() {
      return this == KERNEL || this == BIAS || this == NORMALIZATION;
    }
  }

  /** Number of values. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** First position after it. */
  public int end() {
    return offset + size();
  }

  /** Whether a step along this choice, one operation an edge, updates it. */
  public boolean touchedBy(int[] choice) {
    return edge < 0 || choice[edge] == operation;
  }

  Slice momentum(int at) {
    return new Slice(name + "/momentum", Kind.MOMENTUM, edge, operation, 0, at, shape);
  }

  String line() {
    var extents = shape.stream().map(String::valueOf).collect(Collectors.joining(","));
    return String.join(
        " ",
        name,
        kind.name(),
        "" + edge,
        "" + operation,
        "" + initial,
        "" + offset,
        "[" + extents + "]");
  }

  static Slice parse(String line) {
    var parts = line.split(" ", -1);
    var extents = parts[6].substring(1, parts[6].length() - 1);
    return new Slice(
        parts[0],
        Kind.valueOf(parts[1]),
        Integer.parseInt(parts[2]),
        Integer.parseInt(parts[3]),
        Float.parseFloat(parts[4]),
        Integer.parseInt(parts[5]),
        Arrays.stream(extents.split(",", -1)).map(Integer::valueOf).toList());
  }
}
