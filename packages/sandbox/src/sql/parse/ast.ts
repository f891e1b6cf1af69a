/*
 * The parts of the grammar library's tree that the sandbox reads (sqlparser-rs as JSON: a variant is an object with one
 * property). Its own declarations are of an older shape than what it gives.
 */

export interface Span {
  readonly start: { readonly line: number; readonly column: number };
}

export interface Ident {
  readonly value: string;
  readonly quote_style?: string;
  readonly span?: Span;
}

export type NamePart = { readonly Identifier: Ident };
export type Name = readonly NamePart[];

export interface Located<Value> {
  readonly value: Value;
  readonly span?: Span;
}

export type Literal =
  | { readonly Number: readonly [string, boolean] }
  | { readonly SingleQuotedString: string }
  | { readonly NationalStringLiteral: string }
  | { readonly HexStringLiteral: string }
  | 'Null';

type Of<Tag extends string, Body> = { readonly [key in Tag]: Body };

export type Expression =
  | { readonly Identifier: Ident }
  | { readonly CompoundIdentifier: readonly Ident[] }
  | { readonly Value: Located<Literal> }
  | { readonly BinaryOp: { readonly left: Expression; readonly op: string; readonly right: Expression } }
  | { readonly UnaryOp: { readonly op: string; readonly expr: Expression } }
  | { readonly Nested: Expression }
  | { readonly IsNull: Expression }
  | { readonly IsNotNull: Expression }
  | { readonly InList: { readonly expr: Expression; readonly list: readonly Expression[]; readonly negated: boolean } }
  | { readonly InSubquery: { readonly expr: Expression; readonly subquery: Query; readonly negated: boolean } }
  | {
      readonly Between: {
        readonly expr: Expression;
        readonly negated: boolean;
        readonly low: Expression;
        readonly high: Expression;
      };
    }
  | {
      readonly Like: {
        readonly expr: Expression;
        readonly negated: boolean;
        readonly pattern: Expression;
        readonly escape_char?: Located<Literal>;
      };
    }
  | { readonly Case: CaseExpression }
  | { readonly Cast: { readonly kind: string; readonly expr: Expression; readonly data_type: DataType } }
  | { readonly Convert: ConvertExpression }
  | { readonly Function: FunctionCall }
  | {
      readonly Substring: {
        readonly expr: Expression;
        readonly substring_from?: Expression;
        readonly substring_for?: Expression;
      };
    }
  | { readonly Trim: { readonly expr: Expression; readonly trim_where?: string; readonly trim_what?: Expression } }
  | { readonly Ceil: { readonly expr: Expression } }
  | { readonly Floor: { readonly expr: Expression } }
  | { readonly Collate: { readonly expr: Expression } }
  | { readonly Subquery: Query }
  | { readonly Exists: { readonly subquery: Query; readonly negated: boolean } }
  | { readonly AnyOp: { readonly left: Expression; readonly compare_op: string; readonly right: Expression } }
  | { readonly AllOp: { readonly left: Expression; readonly compare_op: string; readonly right: Expression } }
  | { readonly AtTimeZone: { readonly timestamp: Expression; readonly time_zone: Expression } };

export interface CaseExpression {
  readonly operand?: Expression;
  readonly conditions: readonly { readonly condition: Expression; readonly result: Expression }[];
  readonly else_result?: Expression;
}

export interface ConvertExpression {
  readonly is_try: boolean;
  readonly expr: Expression;
  readonly data_type: DataType;
  readonly styles: readonly Expression[];
}

/** A variant name, or an object with it. */
export type DataType = string | { readonly [variant: string]: unknown };

export interface FunctionCall {
  readonly name: Name;
  readonly args: 'None' | { readonly List: ArgumentList } | { readonly Subquery: Query };
  readonly over?: { readonly WindowSpec: WindowSpec } | { readonly NamedWindow: Ident };
  readonly within_group: readonly OrderItem[];
}

export interface ArgumentList {
  readonly duplicate_treatment?: 'Distinct' | 'All';
  readonly args: readonly FunctionArgument[];
}

export type FunctionArgument = Of<'Unnamed', Of<'Expr', Expression> | 'Wildcard'>;

export interface WindowSpec {
  readonly partition_by: readonly Expression[];
  readonly order_by: readonly OrderItem[];
  readonly window_frame?: unknown;
}

export interface OrderItem {
  readonly expr: Expression;
  readonly options: { readonly asc?: boolean };
}

export interface Query {
  readonly with?: { readonly cte_tables: readonly CommonTable[] };
  readonly body: QueryBody;
  readonly order_by?: { readonly kind: { readonly Expressions: readonly OrderItem[] } };
  readonly limit_clause?: { readonly LimitOffset: { readonly offset?: { readonly value: Expression } } };
  readonly fetch?: { readonly quantity?: Expression };
  readonly for_clause?: unknown;
}

export interface CommonTable {
  readonly alias: TableAlias;
  readonly query: Query;
}

export type QueryBody =
  | Of<'Select', Select>
  | Of<'Query', Query>
  | Of<'SetOperation', SetOperation>
  | Of<'Values', { readonly rows: readonly (readonly Expression[] | { readonly content: readonly Expression[] })[] }>;

export interface SetOperation {
  readonly op: 'Union' | 'Except' | 'Intersect';
  readonly set_quantifier: 'All' | 'Distinct' | 'None';
  readonly left: QueryBody;
  readonly right: QueryBody;
}

export interface Select {
  readonly distinct?: 'Distinct' | 'All' | object;
  readonly top?: Top;
  readonly projection: readonly SelectItem[];
  readonly into?: { readonly name: Name };
  readonly from: readonly TableWithJoins[];
  readonly selection?: Expression;
  readonly group_by: Of<'Expressions', readonly [readonly Expression[], readonly unknown[]]> | Of<'All', unknown>;
  readonly having?: Expression;
}

export interface Top {
  readonly with_ties: boolean;
  readonly percent: boolean;
  readonly quantity?: Of<'Expr', Expression> | Of<'Constant', number>;
}

export type SelectItem =
  | Of<'UnnamedExpr', Expression>
  | Of<'ExprWithAlias', { readonly expr: Expression; readonly alias: Ident }>
  | Of<'QualifiedWildcard', readonly [Of<'ObjectName', Name>, unknown]>
  | Of<'Wildcard', unknown>;

export interface TableWithJoins {
  readonly relation: TableFactor;
  readonly joins: readonly Join[];
}

export interface TableAlias {
  readonly name: Ident;
  readonly columns: readonly { readonly name: Ident }[];
}

export type TableFactor =
  | Of<
      'Table',
      {
        readonly name: Name;
        readonly alias?: TableAlias;
        readonly args?: { readonly args: readonly FunctionArgument[] };
      }
    >
  | Of<'Derived', { readonly subquery: Query; readonly alias?: TableAlias }>
  | Of<'NestedJoin', { readonly table_with_joins: TableWithJoins; readonly alias?: TableAlias }>;

export interface Join {
  readonly relation: TableFactor;
  readonly join_operator: string | { readonly [operator: string]: 'None' | Of<'On', Expression> | object };
}
