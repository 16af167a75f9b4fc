/** The segments of a connection, as calls and events tell of them or as they were captured. */
export { kindOf, opposite, type SegmentKind, type Side, type Span, type TcpSegment } from './segments/segment'
export { SegmentTrace, type TraceEnds } from './segments/trace'
