package org.espalier.models.network.controller;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.models.program.ProgramGraph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Where each matrix of the controller lies in the flat array of its parameters: one after the
 * other, row by row, in the order of this map.
 *
 * @param shapes [rows, columns] of each matrix, by name
 */
record ControllerLayout(Map<String, int[]> shapes) {

  static ControllerLayout of(ControllerShape shape) {
    var shapes = new LinkedHashMap<String, int[]>();
    var hidden = shape.hidden();
    shapes.put("node.weights", new int[] {shape.features(), hidden});
    shapes.put("node.bias", new int[] {1, hidden});
    shapes.put("edge.weights", new int[] {shape.features(), hidden});
    shapes.put("edge.bias", new int[] {1, hidden});
    for (var layer = 0; layer < shape.layers(); layer++) {
      shapes.put(layer + ".message", new int[] {3 * hidden, hidden});
      shapes.put(layer + ".pool.weights", new int[] {hidden, hidden});
      shapes.put(layer + ".pool.bias", new int[] {1, hidden});
      shapes.put(layer + ".node", new int[] {2 * hidden, hidden});
      // Nothing reads the edges after the last layer.
      if (layer < shape.layers() - 1) {
        shapes.put(layer + ".edge", new int[] {3 * hidden, hidden});
      }
    }
    lstm(shapes, hidden);
    shapes.put("attention.node", new int[] {hidden, hidden});
    shapes.put("attention.state", new int[] {hidden, hidden});
    shapes.put("attention.score", new int[] {hidden, 1});
    head(shapes, "decision", shape.decisions(), hidden);
    head(shapes, "operation", shape.width(), hidden);
    shapes.put("centre.embedding", new int[] {shape.centres(), hidden});
    shapes.put("decision.embedding", new int[] {shape.decisions(), hidden});
    // The operation of the last edit is followed by no step that reads it.
    if (shape.edits() > 1) {
      shapes.put("operation.embedding", new int[] {shape.width(), hidden});
    }
    return new ControllerLayout(shapes);
  }

  /** The matrices of an {@link LstmCell}. */
  static void lstm(Map<String, int[]> shapes, int hidden) {
    shapes.put("lstm.input", new int[] {hidden, 4 * hidden});
    shapes.put("lstm.input.bias", new int[] {1, 4 * hidden});
    shapes.put("lstm.state", new int[] {hidden, 4 * hidden});
    shapes.put("lstm.state.bias", new int[] {1, 4 * hidden});
  }

  /** The matrices of a {@link Matrices#linear} layer. */
  static void head(Map<String, int[]> shapes, String name, int choices, int hidden) {
    shapes.put(name + ".weights", new int[] {hidden, choices});
    shapes.put(name + ".bias", new int[] {1, choices});
  }

  int size() {
    var size = 0;
    for (var shape : shapes.values()) {
      size += shape[0] * shape[1];
    }
    return size;
  }

  /** The matrices cut from the flat parameters, by name. */
  Matrices cut(ProgramGraph graph, Operand<TFloat32> flat) {
    var tf = graph.ops();
    var sizes = shapes.values().stream().mapToInt(shape -> shape[0] * shape[1]).toArray();
    var pieces =
        tf.splitV(flat, tf.constant(sizes), tf.constant(0), (long) sizes.length).iterator();
    var matrices = new LinkedHashMap<String, Operand<TFloat32>>();
    shapes.forEach(
        (name, shape) -> matrices.put(name, tf.reshape(pieces.next(), tf.constant(shape))));
    return new Matrices(tf, matrices);
  }

  /** Matrices laid one after the other again. */
  static Operand<TFloat32> join(Ops tf, List<Operand<TFloat32>> matrices) {
    var rows = new ArrayList<Operand<TFloat32>>();
    for (var matrix : matrices) {
      rows.add(tf.reshape(matrix, tf.constant(new int[] {-1})));
    }
    return tf.concat(rows, tf.constant(0));
  }
}
