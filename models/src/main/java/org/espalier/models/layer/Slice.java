package org.espalier.models.layer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where one tensor lies in the flat vector of a network's state.
 *
 * @param name name, unique in the network and equal in networks that share the tensor
 * @param kind what the tensor is
 * @param decision decision whose option owns it, or -1 where every architecture has it
 * @param option that option, or -1
 * @param initial bound of the uniform start values for kernels and the classifier, the value itself
 *     for the rest
 * @param offset first position in the vector
 * @param shape extents, outermost first
 */
public record Slice(
    String name,
    Kind kind,
    int decision,
    int option,
    float initial,
    int offset,
    List<Integer> shape) {

  private static final String AVERAGE_OF = "/average";
  private static final String MOMENTUM_OF = "/momentum";

  /** What a tensor is. */
  public enum Kind {
    /** Trained: kernel of a convolution or of the classifier, drawn uniformly at the start. */
    KERNEL,
    /** Trained: bias of the classifier, drawn uniformly at the start. */
    BIAS,
    /** Trained: matrix that is the identity at the start. */
    IDENTITY,
    /** Trained: scale or offset of a batch normalization. */
    NORMALIZATION,
    /** Running mean or variance of a batch normalization. */
    STATISTIC,
    /** Momentum of a trained tensor. */
    MOMENTUM,
    /** Moving average of a trained tensor or of a running statistic; starts as that tensor does. */
    AVERAGE;

    /** Whether the optimizer updates it by its gradient. */
    public boolean trained() {
      return this == KERNEL || this == IDENTITY || this == BIAS || this == NORMALIZATION;
    }
  }

  /** Number of values. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** First position after it. */
  public int end() {
    return Math.addExact(offset, size());
  }

  /** The option that owns it. */
  public OptionPosition position() {
    return new OptionPosition(decision, option);
  }

  /** Whether a step along a path, one option a decision, updates it. */
  public boolean touchedBy(int[] path) {
    return decision < 0 || path[decision] == option;
  }

  /** The momentum of this tensor, at the start of the vector. */
  public Slice momentum() {
    return new Slice(name + MOMENTUM_OF, Kind.MOMENTUM, decision, option, 0, 0, shape);
  }

  /** The moving average of this tensor, at the start of the vector. */
  public Slice average() {
    return new Slice(name + AVERAGE_OF, Kind.AVERAGE, decision, option, 0, 0, shape);
  }

  /** Name of the tensor that this is the moving average of. */
  public String averaged() {
    return name.substring(0, name.length() - AVERAGE_OF.length());
  }

  /** Name of the tensor that a step updates: its own, or of what this is the momentum of. */
  public String updated() {
    return kind == Kind.MOMENTUM ? name.substring(0, name.length() - MOMENTUM_OF.length()) : name;
  }

  /** Whether it is the offset of a batch normalization. */
  public boolean isOffset() {
    return kind == Kind.NORMALIZATION && name.endsWith("/offset");
  }

  /** The same tensor elsewhere in the vector. */
  public Slice at(int position) {
    return new Slice(name, kind, decision, option, initial, position, shape);
  }

  String line() {
    var extents = shape.stream().map(String::valueOf).collect(Collectors.joining(","));
    return String.join(
        " ",
        name,
        kind.name(),
        "" + decision,
        "" + option,
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
