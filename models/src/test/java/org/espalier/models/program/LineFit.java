package org.espalier.models.program;

import java.util.List;

/**
 * A pure function: mean squared error of a line y = a x + b, with its gradients and one descent
 * step.
 */
final class LineFit implements ProgramSource {
  @Override
  public String name() {
    return "line-fit";
  }

  @Override
  public String description() {
    return "mean squared error of a line, gradients, one step";
  }

  @Override
  public void build(ProgramGraph graph) {
    var tf = graph.ops();
    var line = graph.floats("line", 2);
    var x = graph.floats("x", -1);
    var y = graph.floats("y", -1);
    var rate = graph.floats("rate");
    var a = tf.gather(line, tf.constant(0), tf.constant(0));
    var b = tf.gather(line, tf.constant(1), tf.constant(0));
    var error = tf.math.sub(tf.math.add(tf.math.mul(x, a), b), y);
    var loss = tf.math.mean(tf.math.square(error), tf.constant(0));
    var gradient = graph.gradients(loss, List.of(line)).get(0);
    var next = tf.math.sub(line, tf.math.mul(gradient, rate));
    graph.signature("loss").input("line", line).input("x", x).input("y", y).output("loss", loss);
    graph
        .signature("step")
        .input("line", line)
        .input("x", x)
        .input("y", y)
        .input("rate", rate)
        .output("loss", loss)
        .output("gradient", gradient)
        .output("line", next);
  }
}
