/** Which classes may Avro build from a file? */
@org.jspecify.annotations.NullMarked
package org.espalier.schemas.trust;
