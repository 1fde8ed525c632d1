/**
 * How does Flink run on this machine? A job manager and task managers as processes of their own,
 * and who watches them.
 */
@NullMarked
package org.espalier.runners.cluster;

import org.jspecify.annotations.NullMarked;
