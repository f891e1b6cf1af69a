// @ts-nocheck
// Generated from schemas/rehearsal.schema.json by scripts/generate-types.mjs. Do not edit.
"use strict";
export const validate = validate20;
export default validate20;
const schema31 = {"$id":"rehearsal.schema.json","type":"object","additionalProperties":false,"required":["formatVersion","tool","createdAt","topology","catalog","observedAt","plan","result","durationSeconds","capacity","workers","nodes","steps","waitedFor","restsOn","assumptions","diagnostics"],"properties":{"formatVersion":{"const":1},"tool":{"$ref":"plan.schema.json#/$defs/tool"},"createdAt":{"type":"string"},"topology":{"type":"object","additionalProperties":false,"required":["name","file","sha256"],"properties":{"name":{"type":"string"},"file":{"type":"string"},"sha256":{"type":"string"}}},"catalog":{"$ref":"plan.schema.json#/$defs/catalog"},"observedAt":{"type":"string"},"plan":{"type":"object","additionalProperties":false,"required":["fingerprint","steps","risk"],"properties":{"fingerprint":{"type":"string"},"steps":{"type":"number"},"risk":{"anyOf":[{"$ref":"plan.schema.json#/$defs/risk"},{"type":"null"}]}}},"result":{"enum":["done","partial","unlike","unfinished"]},"durationSeconds":{"type":"number","minimum":0},"capacity":{"type":"object","additionalProperties":false,"required":["before","lowest","lowestFrom","lowestSeconds","after","steps"],"properties":{"before":{"type":"number"},"lowest":{"type":"number"},"lowestFrom":{"type":"number","minimum":0},"lowestSeconds":{"type":"number","minimum":0},"after":{"type":"number"},"steps":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["at","workers"],"properties":{"at":{"type":"number","minimum":0},"workers":{"type":"number"}}}}}},"workers":{"type":"array","items":{"$ref":"#/$defs/machineTimeline"}},"nodes":{"type":"array","items":{"$ref":"#/$defs/machineTimeline"}},"steps":{"type":"array","items":{"$ref":"#/$defs/rehearsedStep"}},"waitedFor":{"type":"array","items":{"$ref":"#/$defs/waitedFor"}},"restsOn":{"type":"array","items":{"$ref":"#/$defs/restsOn"}},"assumptions":{"type":"object","additionalProperties":false,"required":["operationSeconds","catalogSeconds","serviceSeconds","packageSeconds"],"properties":{"catalogSeconds":{"type":"number","minimum":0},"operationSeconds":{"type":"number","minimum":0},"serviceSeconds":{"type":"number","minimum":0},"packageSeconds":{"type":"number","minimum":0},"packageNamed":{"const":true}}},"diagnostics":{"type":"array","items":{"$ref":"plan.schema.json#/$defs/diagnostic"}}},"$defs":{"machineTimeline":{"type":"object","additionalProperties":false,"required":["id","spans","after"],"properties":{"id":{"type":"string"},"after":{"$ref":"#/$defs/machineState"},"spans":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["state","from","to"],"properties":{"state":{"$ref":"#/$defs/machineState"},"from":{"type":"number","minimum":0},"to":{"type":"number","minimum":0}}}}}},"machineState":{"enum":["working","draining","out","restarting","unheard","gone","unseen"]},"rehearsedStep":{"type":"object","additionalProperties":false,"required":["id","operation","target","outcome"],"properties":{"id":{"$ref":"plan.schema.json#/$defs/stepId"},"operation":{"type":"string"},"target":{"$ref":"plan.schema.json#/$defs/changeId"},"from":{"type":"number","minimum":0},"to":{"type":"number","minimum":0},"outcome":{"enum":["done","already","manual","errored","skipped","unfinished"]},"undoes":{"type":"string"},"reason":{"type":"string"},"diagnostic":{"$ref":"plan.schema.json#/$defs/diagnostic"}}},"waitedFor":{"type":"object","additionalProperties":false,"required":["worker","executionId","package","from","to","basis"],"properties":{"worker":{"type":"string"},"executionId":{"type":"string"},"package":{"type":"string"},"from":{"type":"number","minimum":0},"to":{"type":"number","minimum":0},"outcome":{"enum":["givenUp","cutOff","leaseEnded"]},"basis":{"enum":["history","assumed"]},"runs":{"type":"number"},"pending":{"const":true}}},"restsOn":{"type":"object","additionalProperties":false,"required":["worker","executionId","package","endsBy","onTimeout"],"properties":{"worker":{"type":"string"},"executionId":{"type":"string"},"package":{"type":"string"},"runs":{"type":"number"},"endsBy":{"type":"number","minimum":0},"onTimeout":{"enum":["stop","disable"]}}}}};
const schema33 = {"type":"object","additionalProperties":false,"required":["name","version"],"properties":{"name":{"const":"ssis-scaleout"},"version":{"type":"string"}}};
const schema34 = {"type":"object","additionalProperties":false,"required":["server","database"],"properties":{"server":{"type":"string"},"database":{"type":"string"},"sandbox":{"type":"string"}}};
const schema44 = {"enum":["safe","disruptive","destructive"]};
const schema198 = {"type":"object","additionalProperties":false,"required":["worker","executionId","package","from","to","basis"],"properties":{"worker":{"type":"string"},"executionId":{"type":"string"},"package":{"type":"string"},"from":{"type":"number","minimum":0},"to":{"type":"number","minimum":0},"outcome":{"enum":["givenUp","cutOff","leaseEnded"]},"basis":{"enum":["history","assumed"]},"runs":{"type":"number"},"pending":{"const":true}}};
const schema199 = {"type":"object","additionalProperties":false,"required":["worker","executionId","package","endsBy","onTimeout"],"properties":{"worker":{"type":"string"},"executionId":{"type":"string"},"package":{"type":"string"},"runs":{"type":"number"},"endsBy":{"type":"number","minimum":0},"onTimeout":{"enum":["stop","disable"]}}};
const func1 = Object.prototype.hasOwnProperty;
const schema191 = {"type":"object","additionalProperties":false,"required":["id","spans","after"],"properties":{"id":{"type":"string"},"after":{"$ref":"#/$defs/machineState"},"spans":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["state","from","to"],"properties":{"state":{"$ref":"#/$defs/machineState"},"from":{"type":"number","minimum":0},"to":{"type":"number","minimum":0}}}}}};
const schema192 = {"enum":["working","draining","out","restarting","unheard","gone","unseen"]};

function validate83(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate83.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.id === undefined) && (missing0 = "id")) || ((data.spans === undefined) && (missing0 = "spans"))) || ((data.after === undefined) && (missing0 = "after"))){
validate83.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "id") || (key0 === "after")) || (key0 === "spans"))){
validate83.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
const _errs2 = errors;
if(typeof data.id !== "string"){
validate83.errors = [{instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.after !== undefined){
let data1 = data.after;
const _errs4 = errors;
if(!(((((((data1 === "working") || (data1 === "draining")) || (data1 === "out")) || (data1 === "restarting")) || (data1 === "unheard")) || (data1 === "gone")) || (data1 === "unseen"))){
validate83.errors = [{instancePath:instancePath+"/after",schemaPath:"#/$defs/machineState/enum",keyword:"enum",params:{allowedValues: schema192.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.spans !== undefined){
let data2 = data.spans;
const _errs6 = errors;
if(errors === _errs6){
if(Array.isArray(data2)){
var valid2 = true;
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
const _errs8 = errors;
if(errors === _errs8){
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing1;
if((((data3.state === undefined) && (missing1 = "state")) || ((data3.from === undefined) && (missing1 = "from"))) || ((data3.to === undefined) && (missing1 = "to"))){
validate83.errors = [{instancePath:instancePath+"/spans/" + i0,schemaPath:"#/properties/spans/items/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs10 = errors;
for(const key1 in data3){
if(!(((key1 === "state") || (key1 === "from")) || (key1 === "to"))){
validate83.errors = [{instancePath:instancePath+"/spans/" + i0,schemaPath:"#/properties/spans/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs10 === errors){
if(data3.state !== undefined){
let data4 = data3.state;
const _errs11 = errors;
if(!(((((((data4 === "working") || (data4 === "draining")) || (data4 === "out")) || (data4 === "restarting")) || (data4 === "unheard")) || (data4 === "gone")) || (data4 === "unseen"))){
validate83.errors = [{instancePath:instancePath+"/spans/" + i0+"/state",schemaPath:"#/$defs/machineState/enum",keyword:"enum",params:{allowedValues: schema192.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid3 = _errs11 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data3.from !== undefined){
let data5 = data3.from;
const _errs13 = errors;
if(errors === _errs13){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
validate83.errors = [{instancePath:instancePath+"/spans/" + i0+"/from",schemaPath:"#/properties/spans/items/properties/from/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate83.errors = [{instancePath:instancePath+"/spans/" + i0+"/from",schemaPath:"#/properties/spans/items/properties/from/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid3 = _errs13 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data3.to !== undefined){
let data6 = data3.to;
const _errs15 = errors;
if(errors === _errs15){
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
validate83.errors = [{instancePath:instancePath+"/spans/" + i0+"/to",schemaPath:"#/properties/spans/items/properties/to/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate83.errors = [{instancePath:instancePath+"/spans/" + i0+"/to",schemaPath:"#/properties/spans/items/properties/to/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid3 = _errs15 === errors;
}
else {
var valid3 = true;
}
}
}
}
}
}
else {
validate83.errors = [{instancePath:instancePath+"/spans/" + i0,schemaPath:"#/properties/spans/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid2 = _errs8 === errors;
if(!valid2){
break;
}
}
}
else {
validate83.errors = [{instancePath:instancePath+"/spans",schemaPath:"#/properties/spans/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate83.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate83.errors = vErrors;
return errors === 0;
}
validate83.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema194 = {"type":"object","additionalProperties":false,"required":["id","operation","target","outcome"],"properties":{"id":{"$ref":"plan.schema.json#/$defs/stepId"},"operation":{"type":"string"},"target":{"$ref":"plan.schema.json#/$defs/changeId"},"from":{"type":"number","minimum":0},"to":{"type":"number","minimum":0},"outcome":{"enum":["done","already","manual","errored","skipped","unfinished"]},"undoes":{"type":"string"},"reason":{"type":"string"},"diagnostic":{"$ref":"plan.schema.json#/$defs/diagnostic"}}};
const schema52 = {"type":"string"};
const schema53 = {"type":"string"};
const schema184 = {"type":"object","additionalProperties":false,"required":["severity","code","summary","detail","remedy"],"properties":{"severity":{"enum":["error","warning","note"]},"code":{"type":"string"},"summary":{"type":"string"},"detail":{"type":"string"},"remedy":{"type":"string"},"range":{"$ref":"#/$defs/range"}}};
const schema185 = {"type":"object","additionalProperties":false,"required":["file","start","end"],"properties":{"file":{"type":"string"},"start":{"$ref":"#/$defs/position"},"end":{"$ref":"#/$defs/position"}}};
const schema186 = {"type":"object","additionalProperties":false,"required":["line","column"],"properties":{"line":{"type":"integer"},"column":{"type":"integer"}}};

function validate80(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate80.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.file === undefined) && (missing0 = "file")) || ((data.start === undefined) && (missing0 = "start"))) || ((data.end === undefined) && (missing0 = "end"))){
validate80.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "file") || (key0 === "start")) || (key0 === "end"))){
validate80.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.file !== undefined){
const _errs2 = errors;
if(typeof data.file !== "string"){
validate80.errors = [{instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.start !== undefined){
let data1 = data.start;
const _errs4 = errors;
const _errs5 = errors;
if(errors === _errs5){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing1;
if(((data1.line === undefined) && (missing1 = "line")) || ((data1.column === undefined) && (missing1 = "column"))){
validate80.errors = [{instancePath:instancePath+"/start",schemaPath:"#/$defs/position/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs7 = errors;
for(const key1 in data1){
if(!((key1 === "line") || (key1 === "column"))){
validate80.errors = [{instancePath:instancePath+"/start",schemaPath:"#/$defs/position/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs7 === errors){
if(data1.line !== undefined){
let data2 = data1.line;
const _errs8 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate80.errors = [{instancePath:instancePath+"/start/line",schemaPath:"#/$defs/position/properties/line/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid2 = _errs8 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data1.column !== undefined){
let data3 = data1.column;
const _errs10 = errors;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
validate80.errors = [{instancePath:instancePath+"/start/column",schemaPath:"#/$defs/position/properties/column/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid2 = _errs10 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
else {
validate80.errors = [{instancePath:instancePath+"/start",schemaPath:"#/$defs/position/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.end !== undefined){
let data4 = data.end;
const _errs12 = errors;
const _errs13 = errors;
if(errors === _errs13){
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
let missing2;
if(((data4.line === undefined) && (missing2 = "line")) || ((data4.column === undefined) && (missing2 = "column"))){
validate80.errors = [{instancePath:instancePath+"/end",schemaPath:"#/$defs/position/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs15 = errors;
for(const key2 in data4){
if(!((key2 === "line") || (key2 === "column"))){
validate80.errors = [{instancePath:instancePath+"/end",schemaPath:"#/$defs/position/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs15 === errors){
if(data4.line !== undefined){
let data5 = data4.line;
const _errs16 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
validate80.errors = [{instancePath:instancePath+"/end/line",schemaPath:"#/$defs/position/properties/line/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid4 = _errs16 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data4.column !== undefined){
let data6 = data4.column;
const _errs18 = errors;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
validate80.errors = [{instancePath:instancePath+"/end/column",schemaPath:"#/$defs/position/properties/column/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid4 = _errs18 === errors;
}
else {
var valid4 = true;
}
}
}
}
}
else {
validate80.errors = [{instancePath:instancePath+"/end",schemaPath:"#/$defs/position/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate80.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate80.errors = vErrors;
return errors === 0;
}
validate80.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate87(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate87.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((data.severity === undefined) && (missing0 = "severity")) || ((data.code === undefined) && (missing0 = "code"))) || ((data.summary === undefined) && (missing0 = "summary"))) || ((data.detail === undefined) && (missing0 = "detail"))) || ((data.remedy === undefined) && (missing0 = "remedy"))){
validate87.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((key0 === "severity") || (key0 === "code")) || (key0 === "summary")) || (key0 === "detail")) || (key0 === "remedy")) || (key0 === "range"))){
validate87.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.severity !== undefined){
let data0 = data.severity;
const _errs2 = errors;
if(!(((data0 === "error") || (data0 === "warning")) || (data0 === "note"))){
validate87.errors = [{instancePath:instancePath+"/severity",schemaPath:"#/properties/severity/enum",keyword:"enum",params:{allowedValues: schema184.properties.severity.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.code !== undefined){
const _errs3 = errors;
if(typeof data.code !== "string"){
validate87.errors = [{instancePath:instancePath+"/code",schemaPath:"#/properties/code/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.summary !== undefined){
const _errs5 = errors;
if(typeof data.summary !== "string"){
validate87.errors = [{instancePath:instancePath+"/summary",schemaPath:"#/properties/summary/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.detail !== undefined){
const _errs7 = errors;
if(typeof data.detail !== "string"){
validate87.errors = [{instancePath:instancePath+"/detail",schemaPath:"#/properties/detail/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.remedy !== undefined){
const _errs9 = errors;
if(typeof data.remedy !== "string"){
validate87.errors = [{instancePath:instancePath+"/remedy",schemaPath:"#/properties/remedy/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.range !== undefined){
const _errs11 = errors;
if(!(validate80(data.range, {instancePath:instancePath+"/range",parentData:data,parentDataProperty:"range",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors);
errors = vErrors.length;
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
else {
validate87.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate87.errors = vErrors;
return errors === 0;
}
validate87.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate86(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate86.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((data.id === undefined) && (missing0 = "id")) || ((data.operation === undefined) && (missing0 = "operation"))) || ((data.target === undefined) && (missing0 = "target"))) || ((data.outcome === undefined) && (missing0 = "outcome"))){
validate86.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema194.properties, key0))){
validate86.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
const _errs2 = errors;
if(typeof data.id !== "string"){
validate86.errors = [{instancePath:instancePath+"/id",schemaPath:"plan.schema.json#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.operation !== undefined){
const _errs5 = errors;
if(typeof data.operation !== "string"){
validate86.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.target !== undefined){
const _errs7 = errors;
if(typeof data.target !== "string"){
validate86.errors = [{instancePath:instancePath+"/target",schemaPath:"plan.schema.json#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.from !== undefined){
let data3 = data.from;
const _errs10 = errors;
if(errors === _errs10){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
validate86.errors = [{instancePath:instancePath+"/from",schemaPath:"#/properties/from/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate86.errors = [{instancePath:instancePath+"/from",schemaPath:"#/properties/from/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.to !== undefined){
let data4 = data.to;
const _errs12 = errors;
if(errors === _errs12){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
validate86.errors = [{instancePath:instancePath+"/to",schemaPath:"#/properties/to/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate86.errors = [{instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.outcome !== undefined){
let data5 = data.outcome;
const _errs14 = errors;
if(!((((((data5 === "done") || (data5 === "already")) || (data5 === "manual")) || (data5 === "errored")) || (data5 === "skipped")) || (data5 === "unfinished"))){
validate86.errors = [{instancePath:instancePath+"/outcome",schemaPath:"#/properties/outcome/enum",keyword:"enum",params:{allowedValues: schema194.properties.outcome.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.undoes !== undefined){
const _errs15 = errors;
if(typeof data.undoes !== "string"){
validate86.errors = [{instancePath:instancePath+"/undoes",schemaPath:"#/properties/undoes/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs15 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
const _errs17 = errors;
if(typeof data.reason !== "string"){
validate86.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs17 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.diagnostic !== undefined){
const _errs19 = errors;
if(!(validate87(data.diagnostic, {instancePath:instancePath+"/diagnostic",parentData:data,parentDataProperty:"diagnostic",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate87.errors : vErrors.concat(validate87.errors);
errors = vErrors.length;
}
var valid0 = _errs19 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate86.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate86.errors = vErrors;
return errors === 0;
}
validate86.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="rehearsal.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((((((((((((data.formatVersion === undefined) && (missing0 = "formatVersion")) || ((data.tool === undefined) && (missing0 = "tool"))) || ((data.createdAt === undefined) && (missing0 = "createdAt"))) || ((data.topology === undefined) && (missing0 = "topology"))) || ((data.catalog === undefined) && (missing0 = "catalog"))) || ((data.observedAt === undefined) && (missing0 = "observedAt"))) || ((data.plan === undefined) && (missing0 = "plan"))) || ((data.result === undefined) && (missing0 = "result"))) || ((data.durationSeconds === undefined) && (missing0 = "durationSeconds"))) || ((data.capacity === undefined) && (missing0 = "capacity"))) || ((data.workers === undefined) && (missing0 = "workers"))) || ((data.nodes === undefined) && (missing0 = "nodes"))) || ((data.steps === undefined) && (missing0 = "steps"))) || ((data.waitedFor === undefined) && (missing0 = "waitedFor"))) || ((data.restsOn === undefined) && (missing0 = "restsOn"))) || ((data.assumptions === undefined) && (missing0 = "assumptions"))) || ((data.diagnostics === undefined) && (missing0 = "diagnostics"))){
validate20.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema31.properties, key0))){
validate20.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.formatVersion !== undefined){
const _errs2 = errors;
if(1 !== data.formatVersion){
validate20.errors = [{instancePath:instancePath+"/formatVersion",schemaPath:"#/properties/formatVersion/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tool !== undefined){
let data1 = data.tool;
const _errs3 = errors;
const _errs4 = errors;
if(errors === _errs4){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing1;
if(((data1.name === undefined) && (missing1 = "name")) || ((data1.version === undefined) && (missing1 = "version"))){
validate20.errors = [{instancePath:instancePath+"/tool",schemaPath:"plan.schema.json#/$defs/tool/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs6 = errors;
for(const key1 in data1){
if(!((key1 === "name") || (key1 === "version"))){
validate20.errors = [{instancePath:instancePath+"/tool",schemaPath:"plan.schema.json#/$defs/tool/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs6 === errors){
if(data1.name !== undefined){
const _errs7 = errors;
if("ssis-scaleout" !== data1.name){
validate20.errors = [{instancePath:instancePath+"/tool/name",schemaPath:"plan.schema.json#/$defs/tool/properties/name/const",keyword:"const",params:{allowedValue: "ssis-scaleout"},message:"must be equal to constant"}];
return false;
}
var valid2 = _errs7 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data1.version !== undefined){
const _errs8 = errors;
if(typeof data1.version !== "string"){
validate20.errors = [{instancePath:instancePath+"/tool/version",schemaPath:"plan.schema.json#/$defs/tool/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid2 = _errs8 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/tool",schemaPath:"plan.schema.json#/$defs/tool/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.createdAt !== undefined){
const _errs10 = errors;
if(typeof data.createdAt !== "string"){
validate20.errors = [{instancePath:instancePath+"/createdAt",schemaPath:"#/properties/createdAt/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.topology !== undefined){
let data5 = data.topology;
const _errs12 = errors;
if(errors === _errs12){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing2;
if((((data5.name === undefined) && (missing2 = "name")) || ((data5.file === undefined) && (missing2 = "file"))) || ((data5.sha256 === undefined) && (missing2 = "sha256"))){
validate20.errors = [{instancePath:instancePath+"/topology",schemaPath:"#/properties/topology/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs14 = errors;
for(const key2 in data5){
if(!(((key2 === "name") || (key2 === "file")) || (key2 === "sha256"))){
validate20.errors = [{instancePath:instancePath+"/topology",schemaPath:"#/properties/topology/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs14 === errors){
if(data5.name !== undefined){
const _errs15 = errors;
if(typeof data5.name !== "string"){
validate20.errors = [{instancePath:instancePath+"/topology/name",schemaPath:"#/properties/topology/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs15 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data5.file !== undefined){
const _errs17 = errors;
if(typeof data5.file !== "string"){
validate20.errors = [{instancePath:instancePath+"/topology/file",schemaPath:"#/properties/topology/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs17 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data5.sha256 !== undefined){
const _errs19 = errors;
if(typeof data5.sha256 !== "string"){
validate20.errors = [{instancePath:instancePath+"/topology/sha256",schemaPath:"#/properties/topology/properties/sha256/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs19 === errors;
}
else {
var valid3 = true;
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/topology",schemaPath:"#/properties/topology/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.catalog !== undefined){
let data9 = data.catalog;
const _errs21 = errors;
const _errs22 = errors;
if(errors === _errs22){
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
let missing3;
if(((data9.server === undefined) && (missing3 = "server")) || ((data9.database === undefined) && (missing3 = "database"))){
validate20.errors = [{instancePath:instancePath+"/catalog",schemaPath:"plan.schema.json#/$defs/catalog/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
const _errs24 = errors;
for(const key3 in data9){
if(!(((key3 === "server") || (key3 === "database")) || (key3 === "sandbox"))){
validate20.errors = [{instancePath:instancePath+"/catalog",schemaPath:"plan.schema.json#/$defs/catalog/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs24 === errors){
if(data9.server !== undefined){
const _errs25 = errors;
if(typeof data9.server !== "string"){
validate20.errors = [{instancePath:instancePath+"/catalog/server",schemaPath:"plan.schema.json#/$defs/catalog/properties/server/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs25 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data9.database !== undefined){
const _errs27 = errors;
if(typeof data9.database !== "string"){
validate20.errors = [{instancePath:instancePath+"/catalog/database",schemaPath:"plan.schema.json#/$defs/catalog/properties/database/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs27 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data9.sandbox !== undefined){
const _errs29 = errors;
if(typeof data9.sandbox !== "string"){
validate20.errors = [{instancePath:instancePath+"/catalog/sandbox",schemaPath:"plan.schema.json#/$defs/catalog/properties/sandbox/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs29 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/catalog",schemaPath:"plan.schema.json#/$defs/catalog/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs21 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.observedAt !== undefined){
const _errs31 = errors;
if(typeof data.observedAt !== "string"){
validate20.errors = [{instancePath:instancePath+"/observedAt",schemaPath:"#/properties/observedAt/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs31 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.plan !== undefined){
let data14 = data.plan;
const _errs33 = errors;
if(errors === _errs33){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
let missing4;
if((((data14.fingerprint === undefined) && (missing4 = "fingerprint")) || ((data14.steps === undefined) && (missing4 = "steps"))) || ((data14.risk === undefined) && (missing4 = "risk"))){
validate20.errors = [{instancePath:instancePath+"/plan",schemaPath:"#/properties/plan/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
else {
const _errs35 = errors;
for(const key4 in data14){
if(!(((key4 === "fingerprint") || (key4 === "steps")) || (key4 === "risk"))){
validate20.errors = [{instancePath:instancePath+"/plan",schemaPath:"#/properties/plan/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs35 === errors){
if(data14.fingerprint !== undefined){
const _errs36 = errors;
if(typeof data14.fingerprint !== "string"){
validate20.errors = [{instancePath:instancePath+"/plan/fingerprint",schemaPath:"#/properties/plan/properties/fingerprint/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid6 = _errs36 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data14.steps !== undefined){
let data16 = data14.steps;
const _errs38 = errors;
if(!((typeof data16 == "number") && (isFinite(data16)))){
validate20.errors = [{instancePath:instancePath+"/plan/steps",schemaPath:"#/properties/plan/properties/steps/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid6 = _errs38 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data14.risk !== undefined){
let data17 = data14.risk;
const _errs40 = errors;
const _errs41 = errors;
let valid7 = false;
const _errs42 = errors;
if(!(((data17 === "safe") || (data17 === "disruptive")) || (data17 === "destructive"))){
const err0 = {instancePath:instancePath+"/plan/risk",schemaPath:"plan.schema.json#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema44.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs42 === errors;
valid7 = valid7 || _valid0;
const _errs44 = errors;
if(data17 !== null){
const err1 = {instancePath:instancePath+"/plan/risk",schemaPath:"#/properties/plan/properties/risk/anyOf/1/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs44 === errors;
valid7 = valid7 || _valid0;
if(!valid7){
const err2 = {instancePath:instancePath+"/plan/risk",schemaPath:"#/properties/plan/properties/risk/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
validate20.errors = vErrors;
return false;
}
else {
errors = _errs41;
if(vErrors !== null){
if(_errs41){
vErrors.length = _errs41;
}
else {
vErrors = null;
}
}
}
var valid6 = _errs40 === errors;
}
else {
var valid6 = true;
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/plan",schemaPath:"#/properties/plan/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs33 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.result !== undefined){
let data18 = data.result;
const _errs46 = errors;
if(!((((data18 === "done") || (data18 === "partial")) || (data18 === "unlike")) || (data18 === "unfinished"))){
validate20.errors = [{instancePath:instancePath+"/result",schemaPath:"#/properties/result/enum",keyword:"enum",params:{allowedValues: schema31.properties.result.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs46 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.durationSeconds !== undefined){
let data19 = data.durationSeconds;
const _errs47 = errors;
if(errors === _errs47){
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 < 0 || isNaN(data19)){
validate20.errors = [{instancePath:instancePath+"/durationSeconds",schemaPath:"#/properties/durationSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/durationSeconds",schemaPath:"#/properties/durationSeconds/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid0 = _errs47 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.capacity !== undefined){
let data20 = data.capacity;
const _errs49 = errors;
if(errors === _errs49){
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
let missing5;
if(((((((data20.before === undefined) && (missing5 = "before")) || ((data20.lowest === undefined) && (missing5 = "lowest"))) || ((data20.lowestFrom === undefined) && (missing5 = "lowestFrom"))) || ((data20.lowestSeconds === undefined) && (missing5 = "lowestSeconds"))) || ((data20.after === undefined) && (missing5 = "after"))) || ((data20.steps === undefined) && (missing5 = "steps"))){
validate20.errors = [{instancePath:instancePath+"/capacity",schemaPath:"#/properties/capacity/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'"}];
return false;
}
else {
const _errs51 = errors;
for(const key5 in data20){
if(!((((((key5 === "before") || (key5 === "lowest")) || (key5 === "lowestFrom")) || (key5 === "lowestSeconds")) || (key5 === "after")) || (key5 === "steps"))){
validate20.errors = [{instancePath:instancePath+"/capacity",schemaPath:"#/properties/capacity/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs51 === errors){
if(data20.before !== undefined){
let data21 = data20.before;
const _errs52 = errors;
if(!((typeof data21 == "number") && (isFinite(data21)))){
validate20.errors = [{instancePath:instancePath+"/capacity/before",schemaPath:"#/properties/capacity/properties/before/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid9 = _errs52 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data20.lowest !== undefined){
let data22 = data20.lowest;
const _errs54 = errors;
if(!((typeof data22 == "number") && (isFinite(data22)))){
validate20.errors = [{instancePath:instancePath+"/capacity/lowest",schemaPath:"#/properties/capacity/properties/lowest/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid9 = _errs54 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data20.lowestFrom !== undefined){
let data23 = data20.lowestFrom;
const _errs56 = errors;
if(errors === _errs56){
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 < 0 || isNaN(data23)){
validate20.errors = [{instancePath:instancePath+"/capacity/lowestFrom",schemaPath:"#/properties/capacity/properties/lowestFrom/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/capacity/lowestFrom",schemaPath:"#/properties/capacity/properties/lowestFrom/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid9 = _errs56 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data20.lowestSeconds !== undefined){
let data24 = data20.lowestSeconds;
const _errs58 = errors;
if(errors === _errs58){
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 0 || isNaN(data24)){
validate20.errors = [{instancePath:instancePath+"/capacity/lowestSeconds",schemaPath:"#/properties/capacity/properties/lowestSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/capacity/lowestSeconds",schemaPath:"#/properties/capacity/properties/lowestSeconds/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid9 = _errs58 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data20.after !== undefined){
let data25 = data20.after;
const _errs60 = errors;
if(!((typeof data25 == "number") && (isFinite(data25)))){
validate20.errors = [{instancePath:instancePath+"/capacity/after",schemaPath:"#/properties/capacity/properties/after/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid9 = _errs60 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data20.steps !== undefined){
let data26 = data20.steps;
const _errs62 = errors;
if(errors === _errs62){
if(Array.isArray(data26)){
var valid10 = true;
const len0 = data26.length;
for(let i0=0; i0<len0; i0++){
let data27 = data26[i0];
const _errs64 = errors;
if(errors === _errs64){
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
let missing6;
if(((data27.at === undefined) && (missing6 = "at")) || ((data27.workers === undefined) && (missing6 = "workers"))){
validate20.errors = [{instancePath:instancePath+"/capacity/steps/" + i0,schemaPath:"#/properties/capacity/properties/steps/items/required",keyword:"required",params:{missingProperty: missing6},message:"must have required property '"+missing6+"'"}];
return false;
}
else {
const _errs66 = errors;
for(const key6 in data27){
if(!((key6 === "at") || (key6 === "workers"))){
validate20.errors = [{instancePath:instancePath+"/capacity/steps/" + i0,schemaPath:"#/properties/capacity/properties/steps/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs66 === errors){
if(data27.at !== undefined){
let data28 = data27.at;
const _errs67 = errors;
if(errors === _errs67){
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 < 0 || isNaN(data28)){
validate20.errors = [{instancePath:instancePath+"/capacity/steps/" + i0+"/at",schemaPath:"#/properties/capacity/properties/steps/items/properties/at/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/capacity/steps/" + i0+"/at",schemaPath:"#/properties/capacity/properties/steps/items/properties/at/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid11 = _errs67 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data27.workers !== undefined){
let data29 = data27.workers;
const _errs69 = errors;
if(!((typeof data29 == "number") && (isFinite(data29)))){
validate20.errors = [{instancePath:instancePath+"/capacity/steps/" + i0+"/workers",schemaPath:"#/properties/capacity/properties/steps/items/properties/workers/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid11 = _errs69 === errors;
}
else {
var valid11 = true;
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/capacity/steps/" + i0,schemaPath:"#/properties/capacity/properties/steps/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid10 = _errs64 === errors;
if(!valid10){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/capacity/steps",schemaPath:"#/properties/capacity/properties/steps/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid9 = _errs62 === errors;
}
else {
var valid9 = true;
}
}
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/capacity",schemaPath:"#/properties/capacity/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs49 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.workers !== undefined){
let data30 = data.workers;
const _errs71 = errors;
if(errors === _errs71){
if(Array.isArray(data30)){
var valid12 = true;
const len1 = data30.length;
for(let i1=0; i1<len1; i1++){
const _errs73 = errors;
if(!(validate83(data30[i1], {instancePath:instancePath+"/workers/" + i1,parentData:data30,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate83.errors : vErrors.concat(validate83.errors);
errors = vErrors.length;
}
var valid12 = _errs73 === errors;
if(!valid12){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/workers",schemaPath:"#/properties/workers/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs71 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.nodes !== undefined){
let data32 = data.nodes;
const _errs74 = errors;
if(errors === _errs74){
if(Array.isArray(data32)){
var valid13 = true;
const len2 = data32.length;
for(let i2=0; i2<len2; i2++){
const _errs76 = errors;
if(!(validate83(data32[i2], {instancePath:instancePath+"/nodes/" + i2,parentData:data32,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate83.errors : vErrors.concat(validate83.errors);
errors = vErrors.length;
}
var valid13 = _errs76 === errors;
if(!valid13){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/nodes",schemaPath:"#/properties/nodes/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs74 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.steps !== undefined){
let data34 = data.steps;
const _errs77 = errors;
if(errors === _errs77){
if(Array.isArray(data34)){
var valid14 = true;
const len3 = data34.length;
for(let i3=0; i3<len3; i3++){
const _errs79 = errors;
if(!(validate86(data34[i3], {instancePath:instancePath+"/steps/" + i3,parentData:data34,parentDataProperty:i3,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate86.errors : vErrors.concat(validate86.errors);
errors = vErrors.length;
}
var valid14 = _errs79 === errors;
if(!valid14){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/steps",schemaPath:"#/properties/steps/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs77 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.waitedFor !== undefined){
let data36 = data.waitedFor;
const _errs80 = errors;
if(errors === _errs80){
if(Array.isArray(data36)){
var valid15 = true;
const len4 = data36.length;
for(let i4=0; i4<len4; i4++){
let data37 = data36[i4];
const _errs82 = errors;
const _errs83 = errors;
if(errors === _errs83){
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
let missing7;
if(((((((data37.worker === undefined) && (missing7 = "worker")) || ((data37.executionId === undefined) && (missing7 = "executionId"))) || ((data37.package === undefined) && (missing7 = "package"))) || ((data37.from === undefined) && (missing7 = "from"))) || ((data37.to === undefined) && (missing7 = "to"))) || ((data37.basis === undefined) && (missing7 = "basis"))){
validate20.errors = [{instancePath:instancePath+"/waitedFor/" + i4,schemaPath:"#/$defs/waitedFor/required",keyword:"required",params:{missingProperty: missing7},message:"must have required property '"+missing7+"'"}];
return false;
}
else {
const _errs85 = errors;
for(const key7 in data37){
if(!(func1.call(schema198.properties, key7))){
validate20.errors = [{instancePath:instancePath+"/waitedFor/" + i4,schemaPath:"#/$defs/waitedFor/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs85 === errors){
if(data37.worker !== undefined){
const _errs86 = errors;
if(typeof data37.worker !== "string"){
validate20.errors = [{instancePath:instancePath+"/waitedFor/" + i4+"/worker",schemaPath:"#/$defs/waitedFor/properties/worker/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid17 = _errs86 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data37.executionId !== undefined){
const _errs88 = errors;
if(typeof data37.executionId !== "string"){
validate20.errors = [{instancePath:instancePath+"/waitedFor/" + i4+"/executionId",schemaPath:"#/$defs/waitedFor/properties/executionId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid17 = _errs88 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data37.package !== undefined){
const _errs90 = errors;
if(typeof data37.package !== "string"){
validate20.errors = [{instancePath:instancePath+"/waitedFor/" + i4+"/package",schemaPath:"#/$defs/waitedFor/properties/package/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid17 = _errs90 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data37.from !== undefined){
let data41 = data37.from;
const _errs92 = errors;
if(errors === _errs92){
if((typeof data41 == "number") && (isFinite(data41))){
if(data41 < 0 || isNaN(data41)){
validate20.errors = [{instancePath:instancePath+"/waitedFor/" + i4+"/from",schemaPath:"#/$defs/waitedFor/properties/from/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/waitedFor/" + i4+"/from",schemaPath:"#/$defs/waitedFor/properties/from/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid17 = _errs92 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data37.to !== undefined){
let data42 = data37.to;
const _errs94 = errors;
if(errors === _errs94){
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 < 0 || isNaN(data42)){
validate20.errors = [{instancePath:instancePath+"/waitedFor/" + i4+"/to",schemaPath:"#/$defs/waitedFor/properties/to/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/waitedFor/" + i4+"/to",schemaPath:"#/$defs/waitedFor/properties/to/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid17 = _errs94 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data37.outcome !== undefined){
let data43 = data37.outcome;
const _errs96 = errors;
if(!(((data43 === "givenUp") || (data43 === "cutOff")) || (data43 === "leaseEnded"))){
validate20.errors = [{instancePath:instancePath+"/waitedFor/" + i4+"/outcome",schemaPath:"#/$defs/waitedFor/properties/outcome/enum",keyword:"enum",params:{allowedValues: schema198.properties.outcome.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid17 = _errs96 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data37.basis !== undefined){
let data44 = data37.basis;
const _errs97 = errors;
if(!((data44 === "history") || (data44 === "assumed"))){
validate20.errors = [{instancePath:instancePath+"/waitedFor/" + i4+"/basis",schemaPath:"#/$defs/waitedFor/properties/basis/enum",keyword:"enum",params:{allowedValues: schema198.properties.basis.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid17 = _errs97 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data37.runs !== undefined){
let data45 = data37.runs;
const _errs98 = errors;
if(!((typeof data45 == "number") && (isFinite(data45)))){
validate20.errors = [{instancePath:instancePath+"/waitedFor/" + i4+"/runs",schemaPath:"#/$defs/waitedFor/properties/runs/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid17 = _errs98 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data37.pending !== undefined){
const _errs100 = errors;
if(true !== data37.pending){
validate20.errors = [{instancePath:instancePath+"/waitedFor/" + i4+"/pending",schemaPath:"#/$defs/waitedFor/properties/pending/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"}];
return false;
}
var valid17 = _errs100 === errors;
}
else {
var valid17 = true;
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/waitedFor/" + i4,schemaPath:"#/$defs/waitedFor/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid15 = _errs82 === errors;
if(!valid15){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/waitedFor",schemaPath:"#/properties/waitedFor/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs80 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.restsOn !== undefined){
let data47 = data.restsOn;
const _errs101 = errors;
if(errors === _errs101){
if(Array.isArray(data47)){
var valid18 = true;
const len5 = data47.length;
for(let i5=0; i5<len5; i5++){
let data48 = data47[i5];
const _errs103 = errors;
const _errs104 = errors;
if(errors === _errs104){
if(data48 && typeof data48 == "object" && !Array.isArray(data48)){
let missing8;
if((((((data48.worker === undefined) && (missing8 = "worker")) || ((data48.executionId === undefined) && (missing8 = "executionId"))) || ((data48.package === undefined) && (missing8 = "package"))) || ((data48.endsBy === undefined) && (missing8 = "endsBy"))) || ((data48.onTimeout === undefined) && (missing8 = "onTimeout"))){
validate20.errors = [{instancePath:instancePath+"/restsOn/" + i5,schemaPath:"#/$defs/restsOn/required",keyword:"required",params:{missingProperty: missing8},message:"must have required property '"+missing8+"'"}];
return false;
}
else {
const _errs106 = errors;
for(const key8 in data48){
if(!((((((key8 === "worker") || (key8 === "executionId")) || (key8 === "package")) || (key8 === "runs")) || (key8 === "endsBy")) || (key8 === "onTimeout"))){
validate20.errors = [{instancePath:instancePath+"/restsOn/" + i5,schemaPath:"#/$defs/restsOn/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs106 === errors){
if(data48.worker !== undefined){
const _errs107 = errors;
if(typeof data48.worker !== "string"){
validate20.errors = [{instancePath:instancePath+"/restsOn/" + i5+"/worker",schemaPath:"#/$defs/restsOn/properties/worker/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid20 = _errs107 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data48.executionId !== undefined){
const _errs109 = errors;
if(typeof data48.executionId !== "string"){
validate20.errors = [{instancePath:instancePath+"/restsOn/" + i5+"/executionId",schemaPath:"#/$defs/restsOn/properties/executionId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid20 = _errs109 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data48.package !== undefined){
const _errs111 = errors;
if(typeof data48.package !== "string"){
validate20.errors = [{instancePath:instancePath+"/restsOn/" + i5+"/package",schemaPath:"#/$defs/restsOn/properties/package/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid20 = _errs111 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data48.runs !== undefined){
let data52 = data48.runs;
const _errs113 = errors;
if(!((typeof data52 == "number") && (isFinite(data52)))){
validate20.errors = [{instancePath:instancePath+"/restsOn/" + i5+"/runs",schemaPath:"#/$defs/restsOn/properties/runs/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid20 = _errs113 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data48.endsBy !== undefined){
let data53 = data48.endsBy;
const _errs115 = errors;
if(errors === _errs115){
if((typeof data53 == "number") && (isFinite(data53))){
if(data53 < 0 || isNaN(data53)){
validate20.errors = [{instancePath:instancePath+"/restsOn/" + i5+"/endsBy",schemaPath:"#/$defs/restsOn/properties/endsBy/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/restsOn/" + i5+"/endsBy",schemaPath:"#/$defs/restsOn/properties/endsBy/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid20 = _errs115 === errors;
}
else {
var valid20 = true;
}
if(valid20){
if(data48.onTimeout !== undefined){
let data54 = data48.onTimeout;
const _errs117 = errors;
if(!((data54 === "stop") || (data54 === "disable"))){
validate20.errors = [{instancePath:instancePath+"/restsOn/" + i5+"/onTimeout",schemaPath:"#/$defs/restsOn/properties/onTimeout/enum",keyword:"enum",params:{allowedValues: schema199.properties.onTimeout.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid20 = _errs117 === errors;
}
else {
var valid20 = true;
}
}
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/restsOn/" + i5,schemaPath:"#/$defs/restsOn/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid18 = _errs103 === errors;
if(!valid18){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/restsOn",schemaPath:"#/properties/restsOn/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs101 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.assumptions !== undefined){
let data55 = data.assumptions;
const _errs118 = errors;
if(errors === _errs118){
if(data55 && typeof data55 == "object" && !Array.isArray(data55)){
let missing9;
if(((((data55.operationSeconds === undefined) && (missing9 = "operationSeconds")) || ((data55.catalogSeconds === undefined) && (missing9 = "catalogSeconds"))) || ((data55.serviceSeconds === undefined) && (missing9 = "serviceSeconds"))) || ((data55.packageSeconds === undefined) && (missing9 = "packageSeconds"))){
validate20.errors = [{instancePath:instancePath+"/assumptions",schemaPath:"#/properties/assumptions/required",keyword:"required",params:{missingProperty: missing9},message:"must have required property '"+missing9+"'"}];
return false;
}
else {
const _errs120 = errors;
for(const key9 in data55){
if(!(((((key9 === "catalogSeconds") || (key9 === "operationSeconds")) || (key9 === "serviceSeconds")) || (key9 === "packageSeconds")) || (key9 === "packageNamed"))){
validate20.errors = [{instancePath:instancePath+"/assumptions",schemaPath:"#/properties/assumptions/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs120 === errors){
if(data55.catalogSeconds !== undefined){
let data56 = data55.catalogSeconds;
const _errs121 = errors;
if(errors === _errs121){
if((typeof data56 == "number") && (isFinite(data56))){
if(data56 < 0 || isNaN(data56)){
validate20.errors = [{instancePath:instancePath+"/assumptions/catalogSeconds",schemaPath:"#/properties/assumptions/properties/catalogSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/assumptions/catalogSeconds",schemaPath:"#/properties/assumptions/properties/catalogSeconds/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid21 = _errs121 === errors;
}
else {
var valid21 = true;
}
if(valid21){
if(data55.operationSeconds !== undefined){
let data57 = data55.operationSeconds;
const _errs123 = errors;
if(errors === _errs123){
if((typeof data57 == "number") && (isFinite(data57))){
if(data57 < 0 || isNaN(data57)){
validate20.errors = [{instancePath:instancePath+"/assumptions/operationSeconds",schemaPath:"#/properties/assumptions/properties/operationSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/assumptions/operationSeconds",schemaPath:"#/properties/assumptions/properties/operationSeconds/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid21 = _errs123 === errors;
}
else {
var valid21 = true;
}
if(valid21){
if(data55.serviceSeconds !== undefined){
let data58 = data55.serviceSeconds;
const _errs125 = errors;
if(errors === _errs125){
if((typeof data58 == "number") && (isFinite(data58))){
if(data58 < 0 || isNaN(data58)){
validate20.errors = [{instancePath:instancePath+"/assumptions/serviceSeconds",schemaPath:"#/properties/assumptions/properties/serviceSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/assumptions/serviceSeconds",schemaPath:"#/properties/assumptions/properties/serviceSeconds/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid21 = _errs125 === errors;
}
else {
var valid21 = true;
}
if(valid21){
if(data55.packageSeconds !== undefined){
let data59 = data55.packageSeconds;
const _errs127 = errors;
if(errors === _errs127){
if((typeof data59 == "number") && (isFinite(data59))){
if(data59 < 0 || isNaN(data59)){
validate20.errors = [{instancePath:instancePath+"/assumptions/packageSeconds",schemaPath:"#/properties/assumptions/properties/packageSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/assumptions/packageSeconds",schemaPath:"#/properties/assumptions/properties/packageSeconds/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
var valid21 = _errs127 === errors;
}
else {
var valid21 = true;
}
if(valid21){
if(data55.packageNamed !== undefined){
const _errs129 = errors;
if(true !== data55.packageNamed){
validate20.errors = [{instancePath:instancePath+"/assumptions/packageNamed",schemaPath:"#/properties/assumptions/properties/packageNamed/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"}];
return false;
}
var valid21 = _errs129 === errors;
}
else {
var valid21 = true;
}
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/assumptions",schemaPath:"#/properties/assumptions/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs118 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.diagnostics !== undefined){
let data61 = data.diagnostics;
const _errs130 = errors;
if(errors === _errs130){
if(Array.isArray(data61)){
var valid22 = true;
const len6 = data61.length;
for(let i6=0; i6<len6; i6++){
const _errs132 = errors;
if(!(validate87(data61[i6], {instancePath:instancePath+"/diagnostics/" + i6,parentData:data61,parentDataProperty:i6,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate87.errors : vErrors.concat(validate87.errors);
errors = vErrors.length;
}
var valid22 = _errs132 === errors;
if(!valid22){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/diagnostics",schemaPath:"#/properties/diagnostics/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs130 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

