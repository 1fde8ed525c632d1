package org.espalier.models.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.layer.Slice;
import org.espalier.models.layer.SourceChoice;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * One node of a path whose two inputs choose what they read. Each input is built for every source:
 * one of its branches is live, the last one, zeros, where the source is another. An option on a
 * source has one set of tensors for both inputs. In a step at most one of them reads it: where both
 * make the same choices, the first counts twice and the second is zeros. So the tensors are split
 * between the two readers like a choice, and their gradient comes from the one that is live.
 */
final class ChosenSources {

  private final GraphBuilder b;
  private final Ops tf;
  private final PathNodes path;
  private final Map<Object, Operand<TInt32>> known;
  private final int channels;
  private final Map<String, List<Output<TFloat32>>> readers = new HashMap<>();
  private final List<Operand<TFloat32>> first = new ArrayList<>();
  private final List<Operand<TFloat32>> second = new ArrayList<>();
  private final Operand<TInt32> repeats;

  /**
   * Prepares a node.
   *
   * @param known numbers of a step that other nodes of the same decisions have asked for
   */
  ChosenSources(
      GraphBuilder b,
      PathNodes path,
      Map<Object, Operand<TInt32>> known,
      List<NodeInput<SharedOutput>> inputs,
      int channels) {
    this.b = b;
    this.tf = b.tf();
    this.path = path;
    this.known = known;
    this.channels = channels;
    this.repeats = repeats(inputs.get(0));
  }

  /** What an input adds, zeros where it reads another source; in the order of the inputs. */
  Operand<TFloat32> output(NodeInput<SharedOutput> input) {
    int options = input.options().size();
    var branches = Choice.split(tf, input.source().next(), branch(input), options + 1);
    var results = new ArrayList<Operand<TFloat32>>();
    for (int option = 0; option <= options; option++) {
      var branch = branches.get(option);
      if (option == options
          || input.options().get(option).isZero()
          || !path.has(input.decision(), option)) {
        results.add(GraphBuilder.zeros(tf, branch, input.stride(), channels));
      } else {
        var output = option(input, option, branch);
        results.add(output == branch ? tf.identity(output) : output);
      }
    }
    var output = Choice.merge(tf, results);
    (choice(input).isSecond() ? second : first).add(b.edge(output));
    return output;
  }

  /** The sum over the inputs. */
  Operand<TFloat32> sum() {
    var times = tf.dtypes.cast(tf.math.add(repeats, tf.constant(1)), TFloat32.class);
    var both = new ArrayList<>(second);
    both.add(tf.math.mul(GraphBuilder.sum(tf, first), times));
    return GraphBuilder.sum(tf, both);
  }

  /////////////////////////////////////////////////////////////////////////////

  private Operand<TFloat32> option(
      NodeInput<SharedOutput> input, int option, Output<TFloat32> branch) {
    int reader = choice(input).isSecond() ? 1 : 0;
    var own =
        b.readBy(
            (tensor, whole) ->
                readers
                    .computeIfAbsent(tensor.name(), name -> split(input, option, tensor, whole))
                    .get(reader));
    return own.option(input.from(b.output(branch)), option, channels).next();
  }

  /**
   * A tensor for the first and for the second input, with a gradient where one of them reads it.
   */
  private List<Output<TFloat32>> split(
      NodeInput<SharedOutput> input, int option, Slice tensor, Operand<TFloat32> whole) {
    var firstReads = reads(input, option, true);
    var secondReads = reads(input, option, false);
    var any = known("any", input, option, () -> tf.math.maximum(firstReads, secondReads));
    b.keep(tensor, VariablePart.all(tf, whole, new Gate(any, 2, 1)));
    var other = known("other", input, option, () -> tf.math.sub(tf.constant(1), firstReads));
    return Choice.split(tf, whole, other, 2);
  }

  /** 1 where the first, or the second, input takes an option of a source, otherwise 0. */
  private Operand<TInt32> reads(NodeInput<SharedOutput> input, int option, boolean ofFirst) {
    var choice = choice(input);
    boolean own = choice.isSecond() != ofFirst;
    int source = own ? choice.source() : choice.otherSource();
    int decision = own ? input.decision() : choice.other();
    return known(
        List.of(source, decision),
        input,
        option,
        () -> tf.math.mul(is(source, choice.option()), is(decision, option)));
  }

  /** The branch of an input that is live: its option, or the last where it reads elsewhere. */
  private Operand<TInt32> branch(NodeInput<SharedOutput> input) {
    var choice = choice(input);
    return known(
        "branch",
        input,
        choice.isSecond() ? 1 : 0,
        () -> {
          var here = is(choice.source(), choice.option());
          var left = tf.math.sub(tf.constant(1), repeats);
          var live = choice.isSecond() ? tf.math.mul(here, left) : here;
          var none = tf.constant(input.options().size());
          var chosen = path.chosen(input.decision());
          return tf.math.add(none, tf.math.mul(live, tf.math.sub(chosen, none)));
        });
  }

  /** 1 where both inputs of a node make the same choices, otherwise 0. */
  private Operand<TInt32> repeats(NodeInput<SharedOutput> input) {
    var choice = choice(input);
    return known.computeIfAbsent(
        List.of("repeats", Math.min(input.decision(), choice.other())),
        key ->
            tf.math.mul(
                number(
                    tf.math.equal(path.chosen(choice.source()), path.chosen(choice.otherSource()))),
                number(tf.math.equal(path.chosen(input.decision()), path.chosen(choice.other())))));
  }

  private Operand<TInt32> is(int decision, int option) {
    return number(tf.math.equal(path.chosen(decision), tf.constant(option)));
  }

  private Operand<TInt32> number(Operand<TBool> truth) {
    return tf.dtypes.cast(truth, TInt32.class);
  }

  /** A number of a step, made once for all nodes of the same decisions. */
  private Operand<TInt32> known(
      Object what, NodeInput<SharedOutput> input, int option, Supplier<Operand<TInt32>> making) {
    var choice = choice(input);
    int node = Math.min(input.decision(), choice.other());
    // Not computeIfAbsent: making one may ask for others.
    var key = List.of(what, node, choice.option(), option);
    var before = known.get(key);
    if (before != null) {
      return before;
    }
    var made = making.get();
    known.put(key, made);
    return made;
  }

  private static SourceChoice choice(NodeInput<SharedOutput> input) {
    return Objects.requireNonNull(input.sourceChoice());
  }
}
