// @ts-nocheck
// Generated from schemas/history.schema.json by scripts/generate-types.mjs. Do not edit.
"use strict";
export const validate = validate20;
export default validate20;
const schema31 = {"$id":"history.schema.json","type":"object","required":["type"],"discriminator":{"propertyName":"type"},"oneOf":[{"$ref":"#/$defs/beginLine"},{"$ref":"#/$defs/endLine"},{"$ref":"#/$defs/refusedLine"},{"$ref":"#/$defs/actionLine"}],"$defs":{"beginLine":{"type":"object","additionalProperties":false,"required":["type","formatVersion","number","id","startedAt","tool","who","options","topology","catalog","planId","planFile","changes","steps"],"properties":{"type":{"const":"begin"},"formatVersion":{"const":1},"number":{"type":"integer","minimum":1},"id":{"type":"string"},"startedAt":{"type":"string"},"tool":{"$ref":"#/$defs/tool"},"who":{"$ref":"#/$defs/who"},"options":{"$ref":"#/$defs/options"},"topology":{"$ref":"#/$defs/topology"},"catalog":{"$ref":"#/$defs/catalog"},"planId":{"type":["string","null"]},"planFile":{"type":["string","null"]},"fingerprint":{"type":"string"},"approval":{"$ref":"#/$defs/approval"},"rehearsal":{"$ref":"#/$defs/rehearsal"},"changes":{"type":"array","items":{"$ref":"#/$defs/change"}},"changesWithoutFields":{"type":"integer","minimum":1},"steps":{"type":"integer"}}},"endLine":{"type":"object","additionalProperties":false,"required":["type","id","number","endedAt","durationMs","result","counts","codes","steps"],"properties":{"type":{"const":"end"},"formatVersion":{"const":1},"id":{"type":"string"},"number":{"type":"integer","minimum":1},"endedAt":{"type":"string"},"durationMs":{"type":"number"},"result":{"enum":["done","partial","interrupted","failed"]},"counts":{"$ref":"#/$defs/counts"},"codes":{"type":"array","items":{"type":"string"}},"steps":{"type":"array","items":{"$ref":"#/$defs/step"}}}},"refusedLine":{"type":"object","additionalProperties":false,"required":["type","formatVersion","number","id","startedAt","tool","who","options","topology","catalog","planId","planFile","codes","detail"],"properties":{"type":{"const":"refused"},"formatVersion":{"const":1},"number":{"type":"integer","minimum":1},"id":{"type":"string"},"startedAt":{"type":"string"},"tool":{"$ref":"#/$defs/tool"},"who":{"$ref":"#/$defs/who"},"options":{"$ref":"#/$defs/options"},"topology":{"$ref":"#/$defs/topology"},"catalog":{"$ref":"#/$defs/catalog"},"planId":{"type":["string","null"]},"planFile":{"type":["string","null"]},"fingerprint":{"type":"string"},"codes":{"type":"array","items":{"type":"string"}},"detail":{"type":"string"}}},"actionLine":{"type":"object","additionalProperties":false,"required":["type","formatVersion","number","id","at","tool","who","catalog","action","result"],"properties":{"type":{"const":"action"},"formatVersion":{"const":1},"number":{"type":"integer","minimum":1},"id":{"type":"string"},"at":{"type":"string"},"tool":{"$ref":"#/$defs/tool"},"who":{"$ref":"#/$defs/who"},"catalog":{"$ref":"#/$defs/catalog"},"action":{"enum":["approve","withdraw","suspend","resume","look","acknowledge","unacknowledge","drain","undrain"]},"target":{"type":"string"},"finding":{"type":"string"},"fingerprint":{"type":"string"},"reason":{"type":"string"},"until":{"type":"string"},"result":{"enum":["done","refused","failed","unknown"]},"code":{"type":"string"},"detail":{"type":"string"}}},"tool":{"type":"object","additionalProperties":false,"required":["name","version"],"properties":{"name":{"const":"ssis-scaleout"},"version":{"type":"string"}}},"who":{"type":"object","additionalProperties":false,"required":["user","host","pid","login"],"properties":{"user":{"type":"string"},"host":{"type":"string"},"pid":{"type":"integer"},"login":{"type":["string","null"]},"via":{"enum":["token","proxy","oidc","web","command"]}}},"options":{"type":"object","additionalProperties":false,"required":["yes","allowDestructive"],"properties":{"watch":{"type":"object","additionalProperties":false,"required":["mode","approve"],"properties":{"mode":{"enum":["safe","full"]},"approve":{"type":"boolean"}}},"yes":{"type":"boolean"},"allowDestructive":{"type":"boolean"},"maintenance":{"type":"object","additionalProperties":false,"required":["command","target"],"properties":{"command":{"enum":["drain","undrain"]},"target":{"type":"string"},"reason":{"type":"string"},"forSeconds":{"type":"integer"},"until":{"type":"string"}}},"includeSuspended":{"type":"boolean"},"rotate":{"type":"object","additionalProperties":false,"required":["of"],"properties":{"of":{"enum":["workers","master"]},"phase":{"enum":["prepare","switch","complete"]}}},"targets":{"type":"object","additionalProperties":false,"required":["include","exclude"],"properties":{"include":{"type":"array","items":{"type":"string"}},"exclude":{"type":"array","items":{"type":"string"}}}}}},"topology":{"type":"object","additionalProperties":false,"required":["name","file","sha256","git"],"properties":{"name":{"type":"string"},"file":{"type":"string"},"sha256":{"type":"string"},"git":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/git"}]}}},"git":{"type":"object","additionalProperties":false,"required":["revision","branch","dirty"],"properties":{"revision":{"type":"string"},"branch":{"type":["string","null"]},"dirty":{"type":"boolean"}}},"catalog":{"type":"object","additionalProperties":false,"required":["server","database"],"properties":{"server":{"type":"string"},"database":{"type":"string"},"sandbox":{"type":"string"}}},"change":{"type":"object","additionalProperties":false,"required":["id","action","reason"],"properties":{"id":{"type":"string"},"action":{"enum":["add","update","remove","unknown"]},"reason":{"type":"string"},"fields":{"type":"array","items":{"$ref":"#/$defs/field"}}}},"field":{"type":"object","additionalProperties":false,"required":["path"],"properties":{"path":{"type":"string"},"before":{"type":["string","number","boolean","null"]},"after":{"type":["string","number","boolean","null"]},"hidden":{"const":true}}},"rehearsal":{"type":"object","additionalProperties":false,"required":["fingerprint","createdAt","before","lowest"],"properties":{"fingerprint":{"type":"string"},"createdAt":{"type":"string"},"before":{"type":"number"},"lowest":{"type":"number"},"lowestSeconds":{"type":"number"},"lost":{"type":"array","items":{"type":"string"}},"assumed":{"type":"array","items":{"type":"string"}}}},"approval":{"type":"object","additionalProperties":false,"required":["who","when"],"properties":{"who":{"type":"string"},"when":{"type":"string"}}},"counts":{"type":"object","additionalProperties":false,"required":["done","errored","skipped","manual","unresolved"],"properties":{"done":{"type":"integer"},"errored":{"type":"integer"},"skipped":{"type":"integer"},"manual":{"type":"integer"},"unresolved":{"type":"integer"},"rolledBack":{"type":"integer"}}},"step":{"type":"object","additionalProperties":false,"required":["id","operation","outcome","startedAt","durationMs"],"properties":{"id":{"type":"string"},"operation":{"type":"string"},"undoes":{"type":"string"},"outcome":{"enum":["done","already","manual","failed","skipped"]},"startedAt":{"type":["string","null"]},"durationMs":{"type":["number","null"]},"code":{"type":"string"},"detail":{"type":"string"}}}}};
const schema32 = {"type":"object","additionalProperties":false,"required":["type","formatVersion","number","id","startedAt","tool","who","options","topology","catalog","planId","planFile","changes","steps"],"properties":{"type":{"const":"begin"},"formatVersion":{"const":1},"number":{"type":"integer","minimum":1},"id":{"type":"string"},"startedAt":{"type":"string"},"tool":{"$ref":"#/$defs/tool"},"who":{"$ref":"#/$defs/who"},"options":{"$ref":"#/$defs/options"},"topology":{"$ref":"#/$defs/topology"},"catalog":{"$ref":"#/$defs/catalog"},"planId":{"type":["string","null"]},"planFile":{"type":["string","null"]},"fingerprint":{"type":"string"},"approval":{"$ref":"#/$defs/approval"},"rehearsal":{"$ref":"#/$defs/rehearsal"},"changes":{"type":"array","items":{"$ref":"#/$defs/change"}},"changesWithoutFields":{"type":"integer","minimum":1},"steps":{"type":"integer"}}};
const schema33 = {"type":"object","additionalProperties":false,"required":["name","version"],"properties":{"name":{"const":"ssis-scaleout"},"version":{"type":"string"}}};
const schema34 = {"type":"object","additionalProperties":false,"required":["user","host","pid","login"],"properties":{"user":{"type":"string"},"host":{"type":"string"},"pid":{"type":"integer"},"login":{"type":["string","null"]},"via":{"enum":["token","proxy","oidc","web","command"]}}};
const schema35 = {"type":"object","additionalProperties":false,"required":["yes","allowDestructive"],"properties":{"watch":{"type":"object","additionalProperties":false,"required":["mode","approve"],"properties":{"mode":{"enum":["safe","full"]},"approve":{"type":"boolean"}}},"yes":{"type":"boolean"},"allowDestructive":{"type":"boolean"},"maintenance":{"type":"object","additionalProperties":false,"required":["command","target"],"properties":{"command":{"enum":["drain","undrain"]},"target":{"type":"string"},"reason":{"type":"string"},"forSeconds":{"type":"integer"},"until":{"type":"string"}}},"includeSuspended":{"type":"boolean"},"rotate":{"type":"object","additionalProperties":false,"required":["of"],"properties":{"of":{"enum":["workers","master"]},"phase":{"enum":["prepare","switch","complete"]}}},"targets":{"type":"object","additionalProperties":false,"required":["include","exclude"],"properties":{"include":{"type":"array","items":{"type":"string"}},"exclude":{"type":"array","items":{"type":"string"}}}}}};
const schema38 = {"type":"object","additionalProperties":false,"required":["server","database"],"properties":{"server":{"type":"string"},"database":{"type":"string"},"sandbox":{"type":"string"}}};
const schema39 = {"type":"object","additionalProperties":false,"required":["who","when"],"properties":{"who":{"type":"string"},"when":{"type":"string"}}};
const schema40 = {"type":"object","additionalProperties":false,"required":["fingerprint","createdAt","before","lowest"],"properties":{"fingerprint":{"type":"string"},"createdAt":{"type":"string"},"before":{"type":"number"},"lowest":{"type":"number"},"lowestSeconds":{"type":"number"},"lost":{"type":"array","items":{"type":"string"}},"assumed":{"type":"array","items":{"type":"string"}}}};
const func1 = Object.prototype.hasOwnProperty;
const schema36 = {"type":"object","additionalProperties":false,"required":["name","file","sha256","git"],"properties":{"name":{"type":"string"},"file":{"type":"string"},"sha256":{"type":"string"},"git":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/git"}]}}};
const schema37 = {"type":"object","additionalProperties":false,"required":["revision","branch","dirty"],"properties":{"revision":{"type":"string"},"branch":{"type":["string","null"]},"dirty":{"type":"boolean"}}};

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate22.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((data.name === undefined) && (missing0 = "name")) || ((data.file === undefined) && (missing0 = "file"))) || ((data.sha256 === undefined) && (missing0 = "sha256"))) || ((data.git === undefined) && (missing0 = "git"))){
validate22.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((key0 === "name") || (key0 === "file")) || (key0 === "sha256")) || (key0 === "git"))){
validate22.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
const _errs2 = errors;
if(typeof data.name !== "string"){
validate22.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.file !== undefined){
const _errs4 = errors;
if(typeof data.file !== "string"){
validate22.errors = [{instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.sha256 !== undefined){
const _errs6 = errors;
if(typeof data.sha256 !== "string"){
validate22.errors = [{instancePath:instancePath+"/sha256",schemaPath:"#/properties/sha256/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.git !== undefined){
let data3 = data.git;
const _errs8 = errors;
const _errs9 = errors;
let valid1 = false;
const _errs10 = errors;
if(data3 !== null){
const err0 = {instancePath:instancePath+"/git",schemaPath:"#/properties/git/anyOf/0/type",keyword:"type",params:{type: "null"},message:"must be null"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs10 === errors;
valid1 = valid1 || _valid0;
const _errs12 = errors;
const _errs13 = errors;
if(errors === _errs13){
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing1;
if((((data3.revision === undefined) && (missing1 = "revision")) || ((data3.branch === undefined) && (missing1 = "branch"))) || ((data3.dirty === undefined) && (missing1 = "dirty"))){
const err1 = {instancePath:instancePath+"/git",schemaPath:"#/$defs/git/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
else {
const _errs15 = errors;
for(const key1 in data3){
if(!(((key1 === "revision") || (key1 === "branch")) || (key1 === "dirty"))){
const err2 = {instancePath:instancePath+"/git",schemaPath:"#/$defs/git/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
break;
}
}
if(_errs15 === errors){
if(data3.revision !== undefined){
const _errs16 = errors;
if(typeof data3.revision !== "string"){
const err3 = {instancePath:instancePath+"/git/revision",schemaPath:"#/$defs/git/properties/revision/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
var valid3 = _errs16 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data3.branch !== undefined){
let data5 = data3.branch;
const _errs18 = errors;
if((typeof data5 !== "string") && (data5 !== null)){
const err4 = {instancePath:instancePath+"/git/branch",schemaPath:"#/$defs/git/properties/branch/type",keyword:"type",params:{type: schema37.properties.branch.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
var valid3 = _errs18 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data3.dirty !== undefined){
const _errs20 = errors;
if(typeof data3.dirty !== "boolean"){
const err5 = {instancePath:instancePath+"/git/dirty",schemaPath:"#/$defs/git/properties/dirty/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
var valid3 = _errs20 === errors;
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
const err6 = {instancePath:instancePath+"/git",schemaPath:"#/$defs/git/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
var _valid0 = _errs12 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const err7 = {instancePath:instancePath+"/git",schemaPath:"#/properties/git/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
validate22.errors = vErrors;
return false;
}
else {
errors = _errs9;
if(vErrors !== null){
if(_errs9){
vErrors.length = _errs9;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs8 === errors;
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
else {
validate22.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema41 = {"type":"object","additionalProperties":false,"required":["id","action","reason"],"properties":{"id":{"type":"string"},"action":{"enum":["add","update","remove","unknown"]},"reason":{"type":"string"},"fields":{"type":"array","items":{"$ref":"#/$defs/field"}}}};
const schema42 = {"type":"object","additionalProperties":false,"required":["path"],"properties":{"path":{"type":"string"},"before":{"type":["string","number","boolean","null"]},"after":{"type":["string","number","boolean","null"]},"hidden":{"const":true}}};

function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate24.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.id === undefined) && (missing0 = "id")) || ((data.action === undefined) && (missing0 = "action"))) || ((data.reason === undefined) && (missing0 = "reason"))){
validate24.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((key0 === "id") || (key0 === "action")) || (key0 === "reason")) || (key0 === "fields"))){
validate24.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
const _errs2 = errors;
if(typeof data.id !== "string"){
validate24.errors = [{instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.action !== undefined){
let data1 = data.action;
const _errs4 = errors;
if(!((((data1 === "add") || (data1 === "update")) || (data1 === "remove")) || (data1 === "unknown"))){
validate24.errors = [{instancePath:instancePath+"/action",schemaPath:"#/properties/action/enum",keyword:"enum",params:{allowedValues: schema41.properties.action.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
const _errs5 = errors;
if(typeof data.reason !== "string"){
validate24.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.fields !== undefined){
let data3 = data.fields;
const _errs7 = errors;
if(errors === _errs7){
if(Array.isArray(data3)){
var valid1 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
let missing1;
if((data4.path === undefined) && (missing1 = "path")){
validate24.errors = [{instancePath:instancePath+"/fields/" + i0,schemaPath:"#/$defs/field/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs12 = errors;
for(const key1 in data4){
if(!((((key1 === "path") || (key1 === "before")) || (key1 === "after")) || (key1 === "hidden"))){
validate24.errors = [{instancePath:instancePath+"/fields/" + i0,schemaPath:"#/$defs/field/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs12 === errors){
if(data4.path !== undefined){
const _errs13 = errors;
if(typeof data4.path !== "string"){
validate24.errors = [{instancePath:instancePath+"/fields/" + i0+"/path",schemaPath:"#/$defs/field/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs13 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data4.before !== undefined){
let data6 = data4.before;
const _errs15 = errors;
if((((typeof data6 !== "string") && (!((typeof data6 == "number") && (isFinite(data6))))) && (typeof data6 !== "boolean")) && (data6 !== null)){
validate24.errors = [{instancePath:instancePath+"/fields/" + i0+"/before",schemaPath:"#/$defs/field/properties/before/type",keyword:"type",params:{type: schema42.properties.before.type},message:"must be string,number,boolean,null"}];
return false;
}
var valid3 = _errs15 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data4.after !== undefined){
let data7 = data4.after;
const _errs17 = errors;
if((((typeof data7 !== "string") && (!((typeof data7 == "number") && (isFinite(data7))))) && (typeof data7 !== "boolean")) && (data7 !== null)){
validate24.errors = [{instancePath:instancePath+"/fields/" + i0+"/after",schemaPath:"#/$defs/field/properties/after/type",keyword:"type",params:{type: schema42.properties.after.type},message:"must be string,number,boolean,null"}];
return false;
}
var valid3 = _errs17 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data4.hidden !== undefined){
const _errs19 = errors;
if(true !== data4.hidden){
validate24.errors = [{instancePath:instancePath+"/fields/" + i0+"/hidden",schemaPath:"#/$defs/field/properties/hidden/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"}];
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
}
else {
validate24.errors = [{instancePath:instancePath+"/fields/" + i0,schemaPath:"#/$defs/field/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid1 = _errs9 === errors;
if(!valid1){
break;
}
}
}
else {
validate24.errors = [{instancePath:instancePath+"/fields",schemaPath:"#/properties/fields/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs7 === errors;
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
else {
validate24.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate24.errors = vErrors;
return errors === 0;
}
validate24.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((((((((((data.type === undefined) && (missing0 = "type")) || ((data.formatVersion === undefined) && (missing0 = "formatVersion"))) || ((data.number === undefined) && (missing0 = "number"))) || ((data.id === undefined) && (missing0 = "id"))) || ((data.startedAt === undefined) && (missing0 = "startedAt"))) || ((data.tool === undefined) && (missing0 = "tool"))) || ((data.who === undefined) && (missing0 = "who"))) || ((data.options === undefined) && (missing0 = "options"))) || ((data.topology === undefined) && (missing0 = "topology"))) || ((data.catalog === undefined) && (missing0 = "catalog"))) || ((data.planId === undefined) && (missing0 = "planId"))) || ((data.planFile === undefined) && (missing0 = "planFile"))) || ((data.changes === undefined) && (missing0 = "changes"))) || ((data.steps === undefined) && (missing0 = "steps"))){
validate21.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema32.properties, key0))){
validate21.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.type !== undefined){
const _errs2 = errors;
if("begin" !== data.type){
validate21.errors = [{instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "begin"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.formatVersion !== undefined){
const _errs3 = errors;
if(1 !== data.formatVersion){
validate21.errors = [{instancePath:instancePath+"/formatVersion",schemaPath:"#/properties/formatVersion/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.number !== undefined){
let data2 = data.number;
const _errs4 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate21.errors = [{instancePath:instancePath+"/number",schemaPath:"#/properties/number/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs4){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
validate21.errors = [{instancePath:instancePath+"/number",schemaPath:"#/properties/number/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.id !== undefined){
const _errs6 = errors;
if(typeof data.id !== "string"){
validate21.errors = [{instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.startedAt !== undefined){
const _errs8 = errors;
if(typeof data.startedAt !== "string"){
validate21.errors = [{instancePath:instancePath+"/startedAt",schemaPath:"#/properties/startedAt/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tool !== undefined){
let data5 = data.tool;
const _errs10 = errors;
const _errs11 = errors;
if(errors === _errs11){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing1;
if(((data5.name === undefined) && (missing1 = "name")) || ((data5.version === undefined) && (missing1 = "version"))){
validate21.errors = [{instancePath:instancePath+"/tool",schemaPath:"#/$defs/tool/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs13 = errors;
for(const key1 in data5){
if(!((key1 === "name") || (key1 === "version"))){
validate21.errors = [{instancePath:instancePath+"/tool",schemaPath:"#/$defs/tool/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs13 === errors){
if(data5.name !== undefined){
const _errs14 = errors;
if("ssis-scaleout" !== data5.name){
validate21.errors = [{instancePath:instancePath+"/tool/name",schemaPath:"#/$defs/tool/properties/name/const",keyword:"const",params:{allowedValue: "ssis-scaleout"},message:"must be equal to constant"}];
return false;
}
var valid2 = _errs14 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data5.version !== undefined){
const _errs15 = errors;
if(typeof data5.version !== "string"){
validate21.errors = [{instancePath:instancePath+"/tool/version",schemaPath:"#/$defs/tool/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid2 = _errs15 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/tool",schemaPath:"#/$defs/tool/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.who !== undefined){
let data8 = data.who;
const _errs17 = errors;
const _errs18 = errors;
if(errors === _errs18){
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
let missing2;
if(((((data8.user === undefined) && (missing2 = "user")) || ((data8.host === undefined) && (missing2 = "host"))) || ((data8.pid === undefined) && (missing2 = "pid"))) || ((data8.login === undefined) && (missing2 = "login"))){
validate21.errors = [{instancePath:instancePath+"/who",schemaPath:"#/$defs/who/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs20 = errors;
for(const key2 in data8){
if(!(((((key2 === "user") || (key2 === "host")) || (key2 === "pid")) || (key2 === "login")) || (key2 === "via"))){
validate21.errors = [{instancePath:instancePath+"/who",schemaPath:"#/$defs/who/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs20 === errors){
if(data8.user !== undefined){
const _errs21 = errors;
if(typeof data8.user !== "string"){
validate21.errors = [{instancePath:instancePath+"/who/user",schemaPath:"#/$defs/who/properties/user/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs21 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data8.host !== undefined){
const _errs23 = errors;
if(typeof data8.host !== "string"){
validate21.errors = [{instancePath:instancePath+"/who/host",schemaPath:"#/$defs/who/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs23 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data8.pid !== undefined){
let data11 = data8.pid;
const _errs25 = errors;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
validate21.errors = [{instancePath:instancePath+"/who/pid",schemaPath:"#/$defs/who/properties/pid/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid4 = _errs25 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data8.login !== undefined){
let data12 = data8.login;
const _errs27 = errors;
if((typeof data12 !== "string") && (data12 !== null)){
validate21.errors = [{instancePath:instancePath+"/who/login",schemaPath:"#/$defs/who/properties/login/type",keyword:"type",params:{type: schema34.properties.login.type},message:"must be string,null"}];
return false;
}
var valid4 = _errs27 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data8.via !== undefined){
let data13 = data8.via;
const _errs29 = errors;
if(!(((((data13 === "token") || (data13 === "proxy")) || (data13 === "oidc")) || (data13 === "web")) || (data13 === "command"))){
validate21.errors = [{instancePath:instancePath+"/who/via",schemaPath:"#/$defs/who/properties/via/enum",keyword:"enum",params:{allowedValues: schema34.properties.via.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid4 = _errs29 === errors;
}
else {
var valid4 = true;
}
}
}
}
}
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/who",schemaPath:"#/$defs/who/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs17 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.options !== undefined){
let data14 = data.options;
const _errs30 = errors;
const _errs31 = errors;
if(errors === _errs31){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
let missing3;
if(((data14.yes === undefined) && (missing3 = "yes")) || ((data14.allowDestructive === undefined) && (missing3 = "allowDestructive"))){
validate21.errors = [{instancePath:instancePath+"/options",schemaPath:"#/$defs/options/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
const _errs33 = errors;
for(const key3 in data14){
if(!(((((((key3 === "watch") || (key3 === "yes")) || (key3 === "allowDestructive")) || (key3 === "maintenance")) || (key3 === "includeSuspended")) || (key3 === "rotate")) || (key3 === "targets"))){
validate21.errors = [{instancePath:instancePath+"/options",schemaPath:"#/$defs/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs33 === errors){
if(data14.watch !== undefined){
let data15 = data14.watch;
const _errs34 = errors;
if(errors === _errs34){
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
let missing4;
if(((data15.mode === undefined) && (missing4 = "mode")) || ((data15.approve === undefined) && (missing4 = "approve"))){
validate21.errors = [{instancePath:instancePath+"/options/watch",schemaPath:"#/$defs/options/properties/watch/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
else {
const _errs36 = errors;
for(const key4 in data15){
if(!((key4 === "mode") || (key4 === "approve"))){
validate21.errors = [{instancePath:instancePath+"/options/watch",schemaPath:"#/$defs/options/properties/watch/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs36 === errors){
if(data15.mode !== undefined){
let data16 = data15.mode;
const _errs37 = errors;
if(!((data16 === "safe") || (data16 === "full"))){
validate21.errors = [{instancePath:instancePath+"/options/watch/mode",schemaPath:"#/$defs/options/properties/watch/properties/mode/enum",keyword:"enum",params:{allowedValues: schema35.properties.watch.properties.mode.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid7 = _errs37 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data15.approve !== undefined){
const _errs38 = errors;
if(typeof data15.approve !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/options/watch/approve",schemaPath:"#/$defs/options/properties/watch/properties/approve/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid7 = _errs38 === errors;
}
else {
var valid7 = true;
}
}
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/options/watch",schemaPath:"#/$defs/options/properties/watch/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid6 = _errs34 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data14.yes !== undefined){
const _errs40 = errors;
if(typeof data14.yes !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/options/yes",schemaPath:"#/$defs/options/properties/yes/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid6 = _errs40 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data14.allowDestructive !== undefined){
const _errs42 = errors;
if(typeof data14.allowDestructive !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/options/allowDestructive",schemaPath:"#/$defs/options/properties/allowDestructive/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid6 = _errs42 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data14.maintenance !== undefined){
let data20 = data14.maintenance;
const _errs44 = errors;
if(errors === _errs44){
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
let missing5;
if(((data20.command === undefined) && (missing5 = "command")) || ((data20.target === undefined) && (missing5 = "target"))){
validate21.errors = [{instancePath:instancePath+"/options/maintenance",schemaPath:"#/$defs/options/properties/maintenance/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'"}];
return false;
}
else {
const _errs46 = errors;
for(const key5 in data20){
if(!(((((key5 === "command") || (key5 === "target")) || (key5 === "reason")) || (key5 === "forSeconds")) || (key5 === "until"))){
validate21.errors = [{instancePath:instancePath+"/options/maintenance",schemaPath:"#/$defs/options/properties/maintenance/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs46 === errors){
if(data20.command !== undefined){
let data21 = data20.command;
const _errs47 = errors;
if(!((data21 === "drain") || (data21 === "undrain"))){
validate21.errors = [{instancePath:instancePath+"/options/maintenance/command",schemaPath:"#/$defs/options/properties/maintenance/properties/command/enum",keyword:"enum",params:{allowedValues: schema35.properties.maintenance.properties.command.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid8 = _errs47 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data20.target !== undefined){
const _errs48 = errors;
if(typeof data20.target !== "string"){
validate21.errors = [{instancePath:instancePath+"/options/maintenance/target",schemaPath:"#/$defs/options/properties/maintenance/properties/target/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid8 = _errs48 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data20.reason !== undefined){
const _errs50 = errors;
if(typeof data20.reason !== "string"){
validate21.errors = [{instancePath:instancePath+"/options/maintenance/reason",schemaPath:"#/$defs/options/properties/maintenance/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid8 = _errs50 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data20.forSeconds !== undefined){
let data24 = data20.forSeconds;
const _errs52 = errors;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
validate21.errors = [{instancePath:instancePath+"/options/maintenance/forSeconds",schemaPath:"#/$defs/options/properties/maintenance/properties/forSeconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid8 = _errs52 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data20.until !== undefined){
const _errs54 = errors;
if(typeof data20.until !== "string"){
validate21.errors = [{instancePath:instancePath+"/options/maintenance/until",schemaPath:"#/$defs/options/properties/maintenance/properties/until/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid8 = _errs54 === errors;
}
else {
var valid8 = true;
}
}
}
}
}
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/options/maintenance",schemaPath:"#/$defs/options/properties/maintenance/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid6 = _errs44 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data14.includeSuspended !== undefined){
const _errs56 = errors;
if(typeof data14.includeSuspended !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/options/includeSuspended",schemaPath:"#/$defs/options/properties/includeSuspended/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid6 = _errs56 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data14.rotate !== undefined){
let data27 = data14.rotate;
const _errs58 = errors;
if(errors === _errs58){
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
let missing6;
if((data27.of === undefined) && (missing6 = "of")){
validate21.errors = [{instancePath:instancePath+"/options/rotate",schemaPath:"#/$defs/options/properties/rotate/required",keyword:"required",params:{missingProperty: missing6},message:"must have required property '"+missing6+"'"}];
return false;
}
else {
const _errs60 = errors;
for(const key6 in data27){
if(!((key6 === "of") || (key6 === "phase"))){
validate21.errors = [{instancePath:instancePath+"/options/rotate",schemaPath:"#/$defs/options/properties/rotate/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs60 === errors){
if(data27.of !== undefined){
let data28 = data27.of;
const _errs61 = errors;
if(!((data28 === "workers") || (data28 === "master"))){
validate21.errors = [{instancePath:instancePath+"/options/rotate/of",schemaPath:"#/$defs/options/properties/rotate/properties/of/enum",keyword:"enum",params:{allowedValues: schema35.properties.rotate.properties.of.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid9 = _errs61 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data27.phase !== undefined){
let data29 = data27.phase;
const _errs62 = errors;
if(!(((data29 === "prepare") || (data29 === "switch")) || (data29 === "complete"))){
validate21.errors = [{instancePath:instancePath+"/options/rotate/phase",schemaPath:"#/$defs/options/properties/rotate/properties/phase/enum",keyword:"enum",params:{allowedValues: schema35.properties.rotate.properties.phase.enum},message:"must be equal to one of the allowed values"}];
return false;
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
else {
validate21.errors = [{instancePath:instancePath+"/options/rotate",schemaPath:"#/$defs/options/properties/rotate/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid6 = _errs58 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data14.targets !== undefined){
let data30 = data14.targets;
const _errs63 = errors;
if(errors === _errs63){
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
let missing7;
if(((data30.include === undefined) && (missing7 = "include")) || ((data30.exclude === undefined) && (missing7 = "exclude"))){
validate21.errors = [{instancePath:instancePath+"/options/targets",schemaPath:"#/$defs/options/properties/targets/required",keyword:"required",params:{missingProperty: missing7},message:"must have required property '"+missing7+"'"}];
return false;
}
else {
const _errs65 = errors;
for(const key7 in data30){
if(!((key7 === "include") || (key7 === "exclude"))){
validate21.errors = [{instancePath:instancePath+"/options/targets",schemaPath:"#/$defs/options/properties/targets/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs65 === errors){
if(data30.include !== undefined){
let data31 = data30.include;
const _errs66 = errors;
if(errors === _errs66){
if(Array.isArray(data31)){
var valid11 = true;
const len0 = data31.length;
for(let i0=0; i0<len0; i0++){
const _errs68 = errors;
if(typeof data31[i0] !== "string"){
validate21.errors = [{instancePath:instancePath+"/options/targets/include/" + i0,schemaPath:"#/$defs/options/properties/targets/properties/include/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid11 = _errs68 === errors;
if(!valid11){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/options/targets/include",schemaPath:"#/$defs/options/properties/targets/properties/include/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid10 = _errs66 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data30.exclude !== undefined){
let data33 = data30.exclude;
const _errs70 = errors;
if(errors === _errs70){
if(Array.isArray(data33)){
var valid12 = true;
const len1 = data33.length;
for(let i1=0; i1<len1; i1++){
const _errs72 = errors;
if(typeof data33[i1] !== "string"){
validate21.errors = [{instancePath:instancePath+"/options/targets/exclude/" + i1,schemaPath:"#/$defs/options/properties/targets/properties/exclude/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid12 = _errs72 === errors;
if(!valid12){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/options/targets/exclude",schemaPath:"#/$defs/options/properties/targets/properties/exclude/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid10 = _errs70 === errors;
}
else {
var valid10 = true;
}
}
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/options/targets",schemaPath:"#/$defs/options/properties/targets/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid6 = _errs63 === errors;
}
else {
var valid6 = true;
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
validate21.errors = [{instancePath:instancePath+"/options",schemaPath:"#/$defs/options/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs30 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.topology !== undefined){
const _errs74 = errors;
if(!(validate22(data.topology, {instancePath:instancePath+"/topology",parentData:data,parentDataProperty:"topology",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs74 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.catalog !== undefined){
let data36 = data.catalog;
const _errs75 = errors;
const _errs76 = errors;
if(errors === _errs76){
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
let missing8;
if(((data36.server === undefined) && (missing8 = "server")) || ((data36.database === undefined) && (missing8 = "database"))){
validate21.errors = [{instancePath:instancePath+"/catalog",schemaPath:"#/$defs/catalog/required",keyword:"required",params:{missingProperty: missing8},message:"must have required property '"+missing8+"'"}];
return false;
}
else {
const _errs78 = errors;
for(const key8 in data36){
if(!(((key8 === "server") || (key8 === "database")) || (key8 === "sandbox"))){
validate21.errors = [{instancePath:instancePath+"/catalog",schemaPath:"#/$defs/catalog/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs78 === errors){
if(data36.server !== undefined){
const _errs79 = errors;
if(typeof data36.server !== "string"){
validate21.errors = [{instancePath:instancePath+"/catalog/server",schemaPath:"#/$defs/catalog/properties/server/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid14 = _errs79 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data36.database !== undefined){
const _errs81 = errors;
if(typeof data36.database !== "string"){
validate21.errors = [{instancePath:instancePath+"/catalog/database",schemaPath:"#/$defs/catalog/properties/database/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid14 = _errs81 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data36.sandbox !== undefined){
const _errs83 = errors;
if(typeof data36.sandbox !== "string"){
validate21.errors = [{instancePath:instancePath+"/catalog/sandbox",schemaPath:"#/$defs/catalog/properties/sandbox/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid14 = _errs83 === errors;
}
else {
var valid14 = true;
}
}
}
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/catalog",schemaPath:"#/$defs/catalog/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs75 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.planId !== undefined){
let data40 = data.planId;
const _errs85 = errors;
if((typeof data40 !== "string") && (data40 !== null)){
validate21.errors = [{instancePath:instancePath+"/planId",schemaPath:"#/properties/planId/type",keyword:"type",params:{type: schema32.properties.planId.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs85 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.planFile !== undefined){
let data41 = data.planFile;
const _errs87 = errors;
if((typeof data41 !== "string") && (data41 !== null)){
validate21.errors = [{instancePath:instancePath+"/planFile",schemaPath:"#/properties/planFile/type",keyword:"type",params:{type: schema32.properties.planFile.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs87 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.fingerprint !== undefined){
const _errs89 = errors;
if(typeof data.fingerprint !== "string"){
validate21.errors = [{instancePath:instancePath+"/fingerprint",schemaPath:"#/properties/fingerprint/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs89 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.approval !== undefined){
let data43 = data.approval;
const _errs91 = errors;
const _errs92 = errors;
if(errors === _errs92){
if(data43 && typeof data43 == "object" && !Array.isArray(data43)){
let missing9;
if(((data43.who === undefined) && (missing9 = "who")) || ((data43.when === undefined) && (missing9 = "when"))){
validate21.errors = [{instancePath:instancePath+"/approval",schemaPath:"#/$defs/approval/required",keyword:"required",params:{missingProperty: missing9},message:"must have required property '"+missing9+"'"}];
return false;
}
else {
const _errs94 = errors;
for(const key9 in data43){
if(!((key9 === "who") || (key9 === "when"))){
validate21.errors = [{instancePath:instancePath+"/approval",schemaPath:"#/$defs/approval/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs94 === errors){
if(data43.who !== undefined){
const _errs95 = errors;
if(typeof data43.who !== "string"){
validate21.errors = [{instancePath:instancePath+"/approval/who",schemaPath:"#/$defs/approval/properties/who/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid16 = _errs95 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data43.when !== undefined){
const _errs97 = errors;
if(typeof data43.when !== "string"){
validate21.errors = [{instancePath:instancePath+"/approval/when",schemaPath:"#/$defs/approval/properties/when/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid16 = _errs97 === errors;
}
else {
var valid16 = true;
}
}
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/approval",schemaPath:"#/$defs/approval/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs91 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.rehearsal !== undefined){
let data46 = data.rehearsal;
const _errs99 = errors;
const _errs100 = errors;
if(errors === _errs100){
if(data46 && typeof data46 == "object" && !Array.isArray(data46)){
let missing10;
if(((((data46.fingerprint === undefined) && (missing10 = "fingerprint")) || ((data46.createdAt === undefined) && (missing10 = "createdAt"))) || ((data46.before === undefined) && (missing10 = "before"))) || ((data46.lowest === undefined) && (missing10 = "lowest"))){
validate21.errors = [{instancePath:instancePath+"/rehearsal",schemaPath:"#/$defs/rehearsal/required",keyword:"required",params:{missingProperty: missing10},message:"must have required property '"+missing10+"'"}];
return false;
}
else {
const _errs102 = errors;
for(const key10 in data46){
if(!(((((((key10 === "fingerprint") || (key10 === "createdAt")) || (key10 === "before")) || (key10 === "lowest")) || (key10 === "lowestSeconds")) || (key10 === "lost")) || (key10 === "assumed"))){
validate21.errors = [{instancePath:instancePath+"/rehearsal",schemaPath:"#/$defs/rehearsal/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs102 === errors){
if(data46.fingerprint !== undefined){
const _errs103 = errors;
if(typeof data46.fingerprint !== "string"){
validate21.errors = [{instancePath:instancePath+"/rehearsal/fingerprint",schemaPath:"#/$defs/rehearsal/properties/fingerprint/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid18 = _errs103 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data46.createdAt !== undefined){
const _errs105 = errors;
if(typeof data46.createdAt !== "string"){
validate21.errors = [{instancePath:instancePath+"/rehearsal/createdAt",schemaPath:"#/$defs/rehearsal/properties/createdAt/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid18 = _errs105 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data46.before !== undefined){
let data49 = data46.before;
const _errs107 = errors;
if(!((typeof data49 == "number") && (isFinite(data49)))){
validate21.errors = [{instancePath:instancePath+"/rehearsal/before",schemaPath:"#/$defs/rehearsal/properties/before/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid18 = _errs107 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data46.lowest !== undefined){
let data50 = data46.lowest;
const _errs109 = errors;
if(!((typeof data50 == "number") && (isFinite(data50)))){
validate21.errors = [{instancePath:instancePath+"/rehearsal/lowest",schemaPath:"#/$defs/rehearsal/properties/lowest/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid18 = _errs109 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data46.lowestSeconds !== undefined){
let data51 = data46.lowestSeconds;
const _errs111 = errors;
if(!((typeof data51 == "number") && (isFinite(data51)))){
validate21.errors = [{instancePath:instancePath+"/rehearsal/lowestSeconds",schemaPath:"#/$defs/rehearsal/properties/lowestSeconds/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid18 = _errs111 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data46.lost !== undefined){
let data52 = data46.lost;
const _errs113 = errors;
if(errors === _errs113){
if(Array.isArray(data52)){
var valid19 = true;
const len2 = data52.length;
for(let i2=0; i2<len2; i2++){
const _errs115 = errors;
if(typeof data52[i2] !== "string"){
validate21.errors = [{instancePath:instancePath+"/rehearsal/lost/" + i2,schemaPath:"#/$defs/rehearsal/properties/lost/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid19 = _errs115 === errors;
if(!valid19){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/rehearsal/lost",schemaPath:"#/$defs/rehearsal/properties/lost/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid18 = _errs113 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data46.assumed !== undefined){
let data54 = data46.assumed;
const _errs117 = errors;
if(errors === _errs117){
if(Array.isArray(data54)){
var valid20 = true;
const len3 = data54.length;
for(let i3=0; i3<len3; i3++){
const _errs119 = errors;
if(typeof data54[i3] !== "string"){
validate21.errors = [{instancePath:instancePath+"/rehearsal/assumed/" + i3,schemaPath:"#/$defs/rehearsal/properties/assumed/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid20 = _errs119 === errors;
if(!valid20){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/rehearsal/assumed",schemaPath:"#/$defs/rehearsal/properties/assumed/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid18 = _errs117 === errors;
}
else {
var valid18 = true;
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
validate21.errors = [{instancePath:instancePath+"/rehearsal",schemaPath:"#/$defs/rehearsal/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs99 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.changes !== undefined){
let data56 = data.changes;
const _errs121 = errors;
if(errors === _errs121){
if(Array.isArray(data56)){
var valid21 = true;
const len4 = data56.length;
for(let i4=0; i4<len4; i4++){
const _errs123 = errors;
if(!(validate24(data56[i4], {instancePath:instancePath+"/changes/" + i4,parentData:data56,parentDataProperty:i4,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
var valid21 = _errs123 === errors;
if(!valid21){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/changes",schemaPath:"#/properties/changes/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs121 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.changesWithoutFields !== undefined){
let data58 = data.changesWithoutFields;
const _errs124 = errors;
if(!(((typeof data58 == "number") && (!(data58 % 1) && !isNaN(data58))) && (isFinite(data58)))){
validate21.errors = [{instancePath:instancePath+"/changesWithoutFields",schemaPath:"#/properties/changesWithoutFields/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs124){
if((typeof data58 == "number") && (isFinite(data58))){
if(data58 < 1 || isNaN(data58)){
validate21.errors = [{instancePath:instancePath+"/changesWithoutFields",schemaPath:"#/properties/changesWithoutFields/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid0 = _errs124 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.steps !== undefined){
let data59 = data.steps;
const _errs126 = errors;
if(!(((typeof data59 == "number") && (!(data59 % 1) && !isNaN(data59))) && (isFinite(data59)))){
validate21.errors = [{instancePath:instancePath+"/steps",schemaPath:"#/properties/steps/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid0 = _errs126 === errors;
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
}
else {
validate21.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema43 = {"type":"object","additionalProperties":false,"required":["type","id","number","endedAt","durationMs","result","counts","codes","steps"],"properties":{"type":{"const":"end"},"formatVersion":{"const":1},"id":{"type":"string"},"number":{"type":"integer","minimum":1},"endedAt":{"type":"string"},"durationMs":{"type":"number"},"result":{"enum":["done","partial","interrupted","failed"]},"counts":{"$ref":"#/$defs/counts"},"codes":{"type":"array","items":{"type":"string"}},"steps":{"type":"array","items":{"$ref":"#/$defs/step"}}}};
const schema44 = {"type":"object","additionalProperties":false,"required":["done","errored","skipped","manual","unresolved"],"properties":{"done":{"type":"integer"},"errored":{"type":"integer"},"skipped":{"type":"integer"},"manual":{"type":"integer"},"unresolved":{"type":"integer"},"rolledBack":{"type":"integer"}}};
const schema45 = {"type":"object","additionalProperties":false,"required":["id","operation","outcome","startedAt","durationMs"],"properties":{"id":{"type":"string"},"operation":{"type":"string"},"undoes":{"type":"string"},"outcome":{"enum":["done","already","manual","failed","skipped"]},"startedAt":{"type":["string","null"]},"durationMs":{"type":["number","null"]},"code":{"type":"string"},"detail":{"type":"string"}}};

function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate26.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((((data.type === undefined) && (missing0 = "type")) || ((data.id === undefined) && (missing0 = "id"))) || ((data.number === undefined) && (missing0 = "number"))) || ((data.endedAt === undefined) && (missing0 = "endedAt"))) || ((data.durationMs === undefined) && (missing0 = "durationMs"))) || ((data.result === undefined) && (missing0 = "result"))) || ((data.counts === undefined) && (missing0 = "counts"))) || ((data.codes === undefined) && (missing0 = "codes"))) || ((data.steps === undefined) && (missing0 = "steps"))){
validate26.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema43.properties, key0))){
validate26.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.type !== undefined){
const _errs2 = errors;
if("end" !== data.type){
validate26.errors = [{instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "end"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.formatVersion !== undefined){
const _errs3 = errors;
if(1 !== data.formatVersion){
validate26.errors = [{instancePath:instancePath+"/formatVersion",schemaPath:"#/properties/formatVersion/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.id !== undefined){
const _errs4 = errors;
if(typeof data.id !== "string"){
validate26.errors = [{instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.number !== undefined){
let data3 = data.number;
const _errs6 = errors;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
validate26.errors = [{instancePath:instancePath+"/number",schemaPath:"#/properties/number/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs6){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
validate26.errors = [{instancePath:instancePath+"/number",schemaPath:"#/properties/number/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.endedAt !== undefined){
const _errs8 = errors;
if(typeof data.endedAt !== "string"){
validate26.errors = [{instancePath:instancePath+"/endedAt",schemaPath:"#/properties/endedAt/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.durationMs !== undefined){
let data5 = data.durationMs;
const _errs10 = errors;
if(!((typeof data5 == "number") && (isFinite(data5)))){
validate26.errors = [{instancePath:instancePath+"/durationMs",schemaPath:"#/properties/durationMs/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.result !== undefined){
let data6 = data.result;
const _errs12 = errors;
if(!((((data6 === "done") || (data6 === "partial")) || (data6 === "interrupted")) || (data6 === "failed"))){
validate26.errors = [{instancePath:instancePath+"/result",schemaPath:"#/properties/result/enum",keyword:"enum",params:{allowedValues: schema43.properties.result.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.counts !== undefined){
let data7 = data.counts;
const _errs13 = errors;
const _errs14 = errors;
if(errors === _errs14){
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
let missing1;
if((((((data7.done === undefined) && (missing1 = "done")) || ((data7.errored === undefined) && (missing1 = "errored"))) || ((data7.skipped === undefined) && (missing1 = "skipped"))) || ((data7.manual === undefined) && (missing1 = "manual"))) || ((data7.unresolved === undefined) && (missing1 = "unresolved"))){
validate26.errors = [{instancePath:instancePath+"/counts",schemaPath:"#/$defs/counts/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs16 = errors;
for(const key1 in data7){
if(!((((((key1 === "done") || (key1 === "errored")) || (key1 === "skipped")) || (key1 === "manual")) || (key1 === "unresolved")) || (key1 === "rolledBack"))){
validate26.errors = [{instancePath:instancePath+"/counts",schemaPath:"#/$defs/counts/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs16 === errors){
if(data7.done !== undefined){
let data8 = data7.done;
const _errs17 = errors;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
validate26.errors = [{instancePath:instancePath+"/counts/done",schemaPath:"#/$defs/counts/properties/done/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid2 = _errs17 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data7.errored !== undefined){
let data9 = data7.errored;
const _errs19 = errors;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
validate26.errors = [{instancePath:instancePath+"/counts/errored",schemaPath:"#/$defs/counts/properties/errored/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid2 = _errs19 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data7.skipped !== undefined){
let data10 = data7.skipped;
const _errs21 = errors;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
validate26.errors = [{instancePath:instancePath+"/counts/skipped",schemaPath:"#/$defs/counts/properties/skipped/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid2 = _errs21 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data7.manual !== undefined){
let data11 = data7.manual;
const _errs23 = errors;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
validate26.errors = [{instancePath:instancePath+"/counts/manual",schemaPath:"#/$defs/counts/properties/manual/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid2 = _errs23 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data7.unresolved !== undefined){
let data12 = data7.unresolved;
const _errs25 = errors;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
validate26.errors = [{instancePath:instancePath+"/counts/unresolved",schemaPath:"#/$defs/counts/properties/unresolved/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid2 = _errs25 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data7.rolledBack !== undefined){
let data13 = data7.rolledBack;
const _errs27 = errors;
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
validate26.errors = [{instancePath:instancePath+"/counts/rolledBack",schemaPath:"#/$defs/counts/properties/rolledBack/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid2 = _errs27 === errors;
}
else {
var valid2 = true;
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
validate26.errors = [{instancePath:instancePath+"/counts",schemaPath:"#/$defs/counts/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.codes !== undefined){
let data14 = data.codes;
const _errs29 = errors;
if(errors === _errs29){
if(Array.isArray(data14)){
var valid3 = true;
const len0 = data14.length;
for(let i0=0; i0<len0; i0++){
const _errs31 = errors;
if(typeof data14[i0] !== "string"){
validate26.errors = [{instancePath:instancePath+"/codes/" + i0,schemaPath:"#/properties/codes/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs31 === errors;
if(!valid3){
break;
}
}
}
else {
validate26.errors = [{instancePath:instancePath+"/codes",schemaPath:"#/properties/codes/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs29 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.steps !== undefined){
let data16 = data.steps;
const _errs33 = errors;
if(errors === _errs33){
if(Array.isArray(data16)){
var valid4 = true;
const len1 = data16.length;
for(let i1=0; i1<len1; i1++){
let data17 = data16[i1];
const _errs35 = errors;
const _errs36 = errors;
if(errors === _errs36){
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
let missing2;
if((((((data17.id === undefined) && (missing2 = "id")) || ((data17.operation === undefined) && (missing2 = "operation"))) || ((data17.outcome === undefined) && (missing2 = "outcome"))) || ((data17.startedAt === undefined) && (missing2 = "startedAt"))) || ((data17.durationMs === undefined) && (missing2 = "durationMs"))){
validate26.errors = [{instancePath:instancePath+"/steps/" + i1,schemaPath:"#/$defs/step/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs38 = errors;
for(const key2 in data17){
if(!((((((((key2 === "id") || (key2 === "operation")) || (key2 === "undoes")) || (key2 === "outcome")) || (key2 === "startedAt")) || (key2 === "durationMs")) || (key2 === "code")) || (key2 === "detail"))){
validate26.errors = [{instancePath:instancePath+"/steps/" + i1,schemaPath:"#/$defs/step/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs38 === errors){
if(data17.id !== undefined){
const _errs39 = errors;
if(typeof data17.id !== "string"){
validate26.errors = [{instancePath:instancePath+"/steps/" + i1+"/id",schemaPath:"#/$defs/step/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid6 = _errs39 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data17.operation !== undefined){
const _errs41 = errors;
if(typeof data17.operation !== "string"){
validate26.errors = [{instancePath:instancePath+"/steps/" + i1+"/operation",schemaPath:"#/$defs/step/properties/operation/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid6 = _errs41 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data17.undoes !== undefined){
const _errs43 = errors;
if(typeof data17.undoes !== "string"){
validate26.errors = [{instancePath:instancePath+"/steps/" + i1+"/undoes",schemaPath:"#/$defs/step/properties/undoes/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid6 = _errs43 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data17.outcome !== undefined){
let data21 = data17.outcome;
const _errs45 = errors;
if(!(((((data21 === "done") || (data21 === "already")) || (data21 === "manual")) || (data21 === "failed")) || (data21 === "skipped"))){
validate26.errors = [{instancePath:instancePath+"/steps/" + i1+"/outcome",schemaPath:"#/$defs/step/properties/outcome/enum",keyword:"enum",params:{allowedValues: schema45.properties.outcome.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid6 = _errs45 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data17.startedAt !== undefined){
let data22 = data17.startedAt;
const _errs46 = errors;
if((typeof data22 !== "string") && (data22 !== null)){
validate26.errors = [{instancePath:instancePath+"/steps/" + i1+"/startedAt",schemaPath:"#/$defs/step/properties/startedAt/type",keyword:"type",params:{type: schema45.properties.startedAt.type},message:"must be string,null"}];
return false;
}
var valid6 = _errs46 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data17.durationMs !== undefined){
let data23 = data17.durationMs;
const _errs48 = errors;
if((!((typeof data23 == "number") && (isFinite(data23)))) && (data23 !== null)){
validate26.errors = [{instancePath:instancePath+"/steps/" + i1+"/durationMs",schemaPath:"#/$defs/step/properties/durationMs/type",keyword:"type",params:{type: schema45.properties.durationMs.type},message:"must be number,null"}];
return false;
}
var valid6 = _errs48 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data17.code !== undefined){
const _errs50 = errors;
if(typeof data17.code !== "string"){
validate26.errors = [{instancePath:instancePath+"/steps/" + i1+"/code",schemaPath:"#/$defs/step/properties/code/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid6 = _errs50 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data17.detail !== undefined){
const _errs52 = errors;
if(typeof data17.detail !== "string"){
validate26.errors = [{instancePath:instancePath+"/steps/" + i1+"/detail",schemaPath:"#/$defs/step/properties/detail/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid6 = _errs52 === errors;
}
else {
var valid6 = true;
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
validate26.errors = [{instancePath:instancePath+"/steps/" + i1,schemaPath:"#/$defs/step/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid4 = _errs35 === errors;
if(!valid4){
break;
}
}
}
else {
validate26.errors = [{instancePath:instancePath+"/steps",schemaPath:"#/properties/steps/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs33 === errors;
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
else {
validate26.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate26.errors = vErrors;
return errors === 0;
}
validate26.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema46 = {"type":"object","additionalProperties":false,"required":["type","formatVersion","number","id","startedAt","tool","who","options","topology","catalog","planId","planFile","codes","detail"],"properties":{"type":{"const":"refused"},"formatVersion":{"const":1},"number":{"type":"integer","minimum":1},"id":{"type":"string"},"startedAt":{"type":"string"},"tool":{"$ref":"#/$defs/tool"},"who":{"$ref":"#/$defs/who"},"options":{"$ref":"#/$defs/options"},"topology":{"$ref":"#/$defs/topology"},"catalog":{"$ref":"#/$defs/catalog"},"planId":{"type":["string","null"]},"planFile":{"type":["string","null"]},"fingerprint":{"type":"string"},"codes":{"type":"array","items":{"type":"string"}},"detail":{"type":"string"}}};

function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate27.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((((((((((data.type === undefined) && (missing0 = "type")) || ((data.formatVersion === undefined) && (missing0 = "formatVersion"))) || ((data.number === undefined) && (missing0 = "number"))) || ((data.id === undefined) && (missing0 = "id"))) || ((data.startedAt === undefined) && (missing0 = "startedAt"))) || ((data.tool === undefined) && (missing0 = "tool"))) || ((data.who === undefined) && (missing0 = "who"))) || ((data.options === undefined) && (missing0 = "options"))) || ((data.topology === undefined) && (missing0 = "topology"))) || ((data.catalog === undefined) && (missing0 = "catalog"))) || ((data.planId === undefined) && (missing0 = "planId"))) || ((data.planFile === undefined) && (missing0 = "planFile"))) || ((data.codes === undefined) && (missing0 = "codes"))) || ((data.detail === undefined) && (missing0 = "detail"))){
validate27.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema46.properties, key0))){
validate27.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.type !== undefined){
const _errs2 = errors;
if("refused" !== data.type){
validate27.errors = [{instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "refused"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.formatVersion !== undefined){
const _errs3 = errors;
if(1 !== data.formatVersion){
validate27.errors = [{instancePath:instancePath+"/formatVersion",schemaPath:"#/properties/formatVersion/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.number !== undefined){
let data2 = data.number;
const _errs4 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate27.errors = [{instancePath:instancePath+"/number",schemaPath:"#/properties/number/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs4){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
validate27.errors = [{instancePath:instancePath+"/number",schemaPath:"#/properties/number/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.id !== undefined){
const _errs6 = errors;
if(typeof data.id !== "string"){
validate27.errors = [{instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.startedAt !== undefined){
const _errs8 = errors;
if(typeof data.startedAt !== "string"){
validate27.errors = [{instancePath:instancePath+"/startedAt",schemaPath:"#/properties/startedAt/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tool !== undefined){
let data5 = data.tool;
const _errs10 = errors;
const _errs11 = errors;
if(errors === _errs11){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing1;
if(((data5.name === undefined) && (missing1 = "name")) || ((data5.version === undefined) && (missing1 = "version"))){
validate27.errors = [{instancePath:instancePath+"/tool",schemaPath:"#/$defs/tool/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs13 = errors;
for(const key1 in data5){
if(!((key1 === "name") || (key1 === "version"))){
validate27.errors = [{instancePath:instancePath+"/tool",schemaPath:"#/$defs/tool/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs13 === errors){
if(data5.name !== undefined){
const _errs14 = errors;
if("ssis-scaleout" !== data5.name){
validate27.errors = [{instancePath:instancePath+"/tool/name",schemaPath:"#/$defs/tool/properties/name/const",keyword:"const",params:{allowedValue: "ssis-scaleout"},message:"must be equal to constant"}];
return false;
}
var valid2 = _errs14 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data5.version !== undefined){
const _errs15 = errors;
if(typeof data5.version !== "string"){
validate27.errors = [{instancePath:instancePath+"/tool/version",schemaPath:"#/$defs/tool/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid2 = _errs15 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
else {
validate27.errors = [{instancePath:instancePath+"/tool",schemaPath:"#/$defs/tool/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.who !== undefined){
let data8 = data.who;
const _errs17 = errors;
const _errs18 = errors;
if(errors === _errs18){
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
let missing2;
if(((((data8.user === undefined) && (missing2 = "user")) || ((data8.host === undefined) && (missing2 = "host"))) || ((data8.pid === undefined) && (missing2 = "pid"))) || ((data8.login === undefined) && (missing2 = "login"))){
validate27.errors = [{instancePath:instancePath+"/who",schemaPath:"#/$defs/who/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs20 = errors;
for(const key2 in data8){
if(!(((((key2 === "user") || (key2 === "host")) || (key2 === "pid")) || (key2 === "login")) || (key2 === "via"))){
validate27.errors = [{instancePath:instancePath+"/who",schemaPath:"#/$defs/who/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs20 === errors){
if(data8.user !== undefined){
const _errs21 = errors;
if(typeof data8.user !== "string"){
validate27.errors = [{instancePath:instancePath+"/who/user",schemaPath:"#/$defs/who/properties/user/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs21 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data8.host !== undefined){
const _errs23 = errors;
if(typeof data8.host !== "string"){
validate27.errors = [{instancePath:instancePath+"/who/host",schemaPath:"#/$defs/who/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs23 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data8.pid !== undefined){
let data11 = data8.pid;
const _errs25 = errors;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
validate27.errors = [{instancePath:instancePath+"/who/pid",schemaPath:"#/$defs/who/properties/pid/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid4 = _errs25 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data8.login !== undefined){
let data12 = data8.login;
const _errs27 = errors;
if((typeof data12 !== "string") && (data12 !== null)){
validate27.errors = [{instancePath:instancePath+"/who/login",schemaPath:"#/$defs/who/properties/login/type",keyword:"type",params:{type: schema34.properties.login.type},message:"must be string,null"}];
return false;
}
var valid4 = _errs27 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data8.via !== undefined){
let data13 = data8.via;
const _errs29 = errors;
if(!(((((data13 === "token") || (data13 === "proxy")) || (data13 === "oidc")) || (data13 === "web")) || (data13 === "command"))){
validate27.errors = [{instancePath:instancePath+"/who/via",schemaPath:"#/$defs/who/properties/via/enum",keyword:"enum",params:{allowedValues: schema34.properties.via.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid4 = _errs29 === errors;
}
else {
var valid4 = true;
}
}
}
}
}
}
}
}
else {
validate27.errors = [{instancePath:instancePath+"/who",schemaPath:"#/$defs/who/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs17 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.options !== undefined){
let data14 = data.options;
const _errs30 = errors;
const _errs31 = errors;
if(errors === _errs31){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
let missing3;
if(((data14.yes === undefined) && (missing3 = "yes")) || ((data14.allowDestructive === undefined) && (missing3 = "allowDestructive"))){
validate27.errors = [{instancePath:instancePath+"/options",schemaPath:"#/$defs/options/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
const _errs33 = errors;
for(const key3 in data14){
if(!(((((((key3 === "watch") || (key3 === "yes")) || (key3 === "allowDestructive")) || (key3 === "maintenance")) || (key3 === "includeSuspended")) || (key3 === "rotate")) || (key3 === "targets"))){
validate27.errors = [{instancePath:instancePath+"/options",schemaPath:"#/$defs/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs33 === errors){
if(data14.watch !== undefined){
let data15 = data14.watch;
const _errs34 = errors;
if(errors === _errs34){
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
let missing4;
if(((data15.mode === undefined) && (missing4 = "mode")) || ((data15.approve === undefined) && (missing4 = "approve"))){
validate27.errors = [{instancePath:instancePath+"/options/watch",schemaPath:"#/$defs/options/properties/watch/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
else {
const _errs36 = errors;
for(const key4 in data15){
if(!((key4 === "mode") || (key4 === "approve"))){
validate27.errors = [{instancePath:instancePath+"/options/watch",schemaPath:"#/$defs/options/properties/watch/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs36 === errors){
if(data15.mode !== undefined){
let data16 = data15.mode;
const _errs37 = errors;
if(!((data16 === "safe") || (data16 === "full"))){
validate27.errors = [{instancePath:instancePath+"/options/watch/mode",schemaPath:"#/$defs/options/properties/watch/properties/mode/enum",keyword:"enum",params:{allowedValues: schema35.properties.watch.properties.mode.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid7 = _errs37 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data15.approve !== undefined){
const _errs38 = errors;
if(typeof data15.approve !== "boolean"){
validate27.errors = [{instancePath:instancePath+"/options/watch/approve",schemaPath:"#/$defs/options/properties/watch/properties/approve/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid7 = _errs38 === errors;
}
else {
var valid7 = true;
}
}
}
}
}
else {
validate27.errors = [{instancePath:instancePath+"/options/watch",schemaPath:"#/$defs/options/properties/watch/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid6 = _errs34 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data14.yes !== undefined){
const _errs40 = errors;
if(typeof data14.yes !== "boolean"){
validate27.errors = [{instancePath:instancePath+"/options/yes",schemaPath:"#/$defs/options/properties/yes/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid6 = _errs40 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data14.allowDestructive !== undefined){
const _errs42 = errors;
if(typeof data14.allowDestructive !== "boolean"){
validate27.errors = [{instancePath:instancePath+"/options/allowDestructive",schemaPath:"#/$defs/options/properties/allowDestructive/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid6 = _errs42 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data14.maintenance !== undefined){
let data20 = data14.maintenance;
const _errs44 = errors;
if(errors === _errs44){
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
let missing5;
if(((data20.command === undefined) && (missing5 = "command")) || ((data20.target === undefined) && (missing5 = "target"))){
validate27.errors = [{instancePath:instancePath+"/options/maintenance",schemaPath:"#/$defs/options/properties/maintenance/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'"}];
return false;
}
else {
const _errs46 = errors;
for(const key5 in data20){
if(!(((((key5 === "command") || (key5 === "target")) || (key5 === "reason")) || (key5 === "forSeconds")) || (key5 === "until"))){
validate27.errors = [{instancePath:instancePath+"/options/maintenance",schemaPath:"#/$defs/options/properties/maintenance/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs46 === errors){
if(data20.command !== undefined){
let data21 = data20.command;
const _errs47 = errors;
if(!((data21 === "drain") || (data21 === "undrain"))){
validate27.errors = [{instancePath:instancePath+"/options/maintenance/command",schemaPath:"#/$defs/options/properties/maintenance/properties/command/enum",keyword:"enum",params:{allowedValues: schema35.properties.maintenance.properties.command.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid8 = _errs47 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data20.target !== undefined){
const _errs48 = errors;
if(typeof data20.target !== "string"){
validate27.errors = [{instancePath:instancePath+"/options/maintenance/target",schemaPath:"#/$defs/options/properties/maintenance/properties/target/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid8 = _errs48 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data20.reason !== undefined){
const _errs50 = errors;
if(typeof data20.reason !== "string"){
validate27.errors = [{instancePath:instancePath+"/options/maintenance/reason",schemaPath:"#/$defs/options/properties/maintenance/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid8 = _errs50 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data20.forSeconds !== undefined){
let data24 = data20.forSeconds;
const _errs52 = errors;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
validate27.errors = [{instancePath:instancePath+"/options/maintenance/forSeconds",schemaPath:"#/$defs/options/properties/maintenance/properties/forSeconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid8 = _errs52 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data20.until !== undefined){
const _errs54 = errors;
if(typeof data20.until !== "string"){
validate27.errors = [{instancePath:instancePath+"/options/maintenance/until",schemaPath:"#/$defs/options/properties/maintenance/properties/until/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid8 = _errs54 === errors;
}
else {
var valid8 = true;
}
}
}
}
}
}
}
}
else {
validate27.errors = [{instancePath:instancePath+"/options/maintenance",schemaPath:"#/$defs/options/properties/maintenance/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid6 = _errs44 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data14.includeSuspended !== undefined){
const _errs56 = errors;
if(typeof data14.includeSuspended !== "boolean"){
validate27.errors = [{instancePath:instancePath+"/options/includeSuspended",schemaPath:"#/$defs/options/properties/includeSuspended/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid6 = _errs56 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data14.rotate !== undefined){
let data27 = data14.rotate;
const _errs58 = errors;
if(errors === _errs58){
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
let missing6;
if((data27.of === undefined) && (missing6 = "of")){
validate27.errors = [{instancePath:instancePath+"/options/rotate",schemaPath:"#/$defs/options/properties/rotate/required",keyword:"required",params:{missingProperty: missing6},message:"must have required property '"+missing6+"'"}];
return false;
}
else {
const _errs60 = errors;
for(const key6 in data27){
if(!((key6 === "of") || (key6 === "phase"))){
validate27.errors = [{instancePath:instancePath+"/options/rotate",schemaPath:"#/$defs/options/properties/rotate/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs60 === errors){
if(data27.of !== undefined){
let data28 = data27.of;
const _errs61 = errors;
if(!((data28 === "workers") || (data28 === "master"))){
validate27.errors = [{instancePath:instancePath+"/options/rotate/of",schemaPath:"#/$defs/options/properties/rotate/properties/of/enum",keyword:"enum",params:{allowedValues: schema35.properties.rotate.properties.of.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid9 = _errs61 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data27.phase !== undefined){
let data29 = data27.phase;
const _errs62 = errors;
if(!(((data29 === "prepare") || (data29 === "switch")) || (data29 === "complete"))){
validate27.errors = [{instancePath:instancePath+"/options/rotate/phase",schemaPath:"#/$defs/options/properties/rotate/properties/phase/enum",keyword:"enum",params:{allowedValues: schema35.properties.rotate.properties.phase.enum},message:"must be equal to one of the allowed values"}];
return false;
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
else {
validate27.errors = [{instancePath:instancePath+"/options/rotate",schemaPath:"#/$defs/options/properties/rotate/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid6 = _errs58 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data14.targets !== undefined){
let data30 = data14.targets;
const _errs63 = errors;
if(errors === _errs63){
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
let missing7;
if(((data30.include === undefined) && (missing7 = "include")) || ((data30.exclude === undefined) && (missing7 = "exclude"))){
validate27.errors = [{instancePath:instancePath+"/options/targets",schemaPath:"#/$defs/options/properties/targets/required",keyword:"required",params:{missingProperty: missing7},message:"must have required property '"+missing7+"'"}];
return false;
}
else {
const _errs65 = errors;
for(const key7 in data30){
if(!((key7 === "include") || (key7 === "exclude"))){
validate27.errors = [{instancePath:instancePath+"/options/targets",schemaPath:"#/$defs/options/properties/targets/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs65 === errors){
if(data30.include !== undefined){
let data31 = data30.include;
const _errs66 = errors;
if(errors === _errs66){
if(Array.isArray(data31)){
var valid11 = true;
const len0 = data31.length;
for(let i0=0; i0<len0; i0++){
const _errs68 = errors;
if(typeof data31[i0] !== "string"){
validate27.errors = [{instancePath:instancePath+"/options/targets/include/" + i0,schemaPath:"#/$defs/options/properties/targets/properties/include/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid11 = _errs68 === errors;
if(!valid11){
break;
}
}
}
else {
validate27.errors = [{instancePath:instancePath+"/options/targets/include",schemaPath:"#/$defs/options/properties/targets/properties/include/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid10 = _errs66 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data30.exclude !== undefined){
let data33 = data30.exclude;
const _errs70 = errors;
if(errors === _errs70){
if(Array.isArray(data33)){
var valid12 = true;
const len1 = data33.length;
for(let i1=0; i1<len1; i1++){
const _errs72 = errors;
if(typeof data33[i1] !== "string"){
validate27.errors = [{instancePath:instancePath+"/options/targets/exclude/" + i1,schemaPath:"#/$defs/options/properties/targets/properties/exclude/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid12 = _errs72 === errors;
if(!valid12){
break;
}
}
}
else {
validate27.errors = [{instancePath:instancePath+"/options/targets/exclude",schemaPath:"#/$defs/options/properties/targets/properties/exclude/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid10 = _errs70 === errors;
}
else {
var valid10 = true;
}
}
}
}
}
else {
validate27.errors = [{instancePath:instancePath+"/options/targets",schemaPath:"#/$defs/options/properties/targets/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid6 = _errs63 === errors;
}
else {
var valid6 = true;
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
validate27.errors = [{instancePath:instancePath+"/options",schemaPath:"#/$defs/options/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs30 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.topology !== undefined){
const _errs74 = errors;
if(!(validate22(data.topology, {instancePath:instancePath+"/topology",parentData:data,parentDataProperty:"topology",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs74 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.catalog !== undefined){
let data36 = data.catalog;
const _errs75 = errors;
const _errs76 = errors;
if(errors === _errs76){
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
let missing8;
if(((data36.server === undefined) && (missing8 = "server")) || ((data36.database === undefined) && (missing8 = "database"))){
validate27.errors = [{instancePath:instancePath+"/catalog",schemaPath:"#/$defs/catalog/required",keyword:"required",params:{missingProperty: missing8},message:"must have required property '"+missing8+"'"}];
return false;
}
else {
const _errs78 = errors;
for(const key8 in data36){
if(!(((key8 === "server") || (key8 === "database")) || (key8 === "sandbox"))){
validate27.errors = [{instancePath:instancePath+"/catalog",schemaPath:"#/$defs/catalog/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs78 === errors){
if(data36.server !== undefined){
const _errs79 = errors;
if(typeof data36.server !== "string"){
validate27.errors = [{instancePath:instancePath+"/catalog/server",schemaPath:"#/$defs/catalog/properties/server/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid14 = _errs79 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data36.database !== undefined){
const _errs81 = errors;
if(typeof data36.database !== "string"){
validate27.errors = [{instancePath:instancePath+"/catalog/database",schemaPath:"#/$defs/catalog/properties/database/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid14 = _errs81 === errors;
}
else {
var valid14 = true;
}
if(valid14){
if(data36.sandbox !== undefined){
const _errs83 = errors;
if(typeof data36.sandbox !== "string"){
validate27.errors = [{instancePath:instancePath+"/catalog/sandbox",schemaPath:"#/$defs/catalog/properties/sandbox/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid14 = _errs83 === errors;
}
else {
var valid14 = true;
}
}
}
}
}
}
else {
validate27.errors = [{instancePath:instancePath+"/catalog",schemaPath:"#/$defs/catalog/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs75 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.planId !== undefined){
let data40 = data.planId;
const _errs85 = errors;
if((typeof data40 !== "string") && (data40 !== null)){
validate27.errors = [{instancePath:instancePath+"/planId",schemaPath:"#/properties/planId/type",keyword:"type",params:{type: schema46.properties.planId.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs85 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.planFile !== undefined){
let data41 = data.planFile;
const _errs87 = errors;
if((typeof data41 !== "string") && (data41 !== null)){
validate27.errors = [{instancePath:instancePath+"/planFile",schemaPath:"#/properties/planFile/type",keyword:"type",params:{type: schema46.properties.planFile.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs87 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.fingerprint !== undefined){
const _errs89 = errors;
if(typeof data.fingerprint !== "string"){
validate27.errors = [{instancePath:instancePath+"/fingerprint",schemaPath:"#/properties/fingerprint/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs89 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.codes !== undefined){
let data43 = data.codes;
const _errs91 = errors;
if(errors === _errs91){
if(Array.isArray(data43)){
var valid15 = true;
const len2 = data43.length;
for(let i2=0; i2<len2; i2++){
const _errs93 = errors;
if(typeof data43[i2] !== "string"){
validate27.errors = [{instancePath:instancePath+"/codes/" + i2,schemaPath:"#/properties/codes/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid15 = _errs93 === errors;
if(!valid15){
break;
}
}
}
else {
validate27.errors = [{instancePath:instancePath+"/codes",schemaPath:"#/properties/codes/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs91 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.detail !== undefined){
const _errs95 = errors;
if(typeof data.detail !== "string"){
validate27.errors = [{instancePath:instancePath+"/detail",schemaPath:"#/properties/detail/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs95 === errors;
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
else {
validate27.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate27.errors = vErrors;
return errors === 0;
}
validate27.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema51 = {"type":"object","additionalProperties":false,"required":["type","formatVersion","number","id","at","tool","who","catalog","action","result"],"properties":{"type":{"const":"action"},"formatVersion":{"const":1},"number":{"type":"integer","minimum":1},"id":{"type":"string"},"at":{"type":"string"},"tool":{"$ref":"#/$defs/tool"},"who":{"$ref":"#/$defs/who"},"catalog":{"$ref":"#/$defs/catalog"},"action":{"enum":["approve","withdraw","suspend","resume","look","acknowledge","unacknowledge","drain","undrain"]},"target":{"type":"string"},"finding":{"type":"string"},"fingerprint":{"type":"string"},"reason":{"type":"string"},"until":{"type":"string"},"result":{"enum":["done","refused","failed","unknown"]},"code":{"type":"string"},"detail":{"type":"string"}}};

function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate29.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((((((data.type === undefined) && (missing0 = "type")) || ((data.formatVersion === undefined) && (missing0 = "formatVersion"))) || ((data.number === undefined) && (missing0 = "number"))) || ((data.id === undefined) && (missing0 = "id"))) || ((data.at === undefined) && (missing0 = "at"))) || ((data.tool === undefined) && (missing0 = "tool"))) || ((data.who === undefined) && (missing0 = "who"))) || ((data.catalog === undefined) && (missing0 = "catalog"))) || ((data.action === undefined) && (missing0 = "action"))) || ((data.result === undefined) && (missing0 = "result"))){
validate29.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema51.properties, key0))){
validate29.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.type !== undefined){
const _errs2 = errors;
if("action" !== data.type){
validate29.errors = [{instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "action"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.formatVersion !== undefined){
const _errs3 = errors;
if(1 !== data.formatVersion){
validate29.errors = [{instancePath:instancePath+"/formatVersion",schemaPath:"#/properties/formatVersion/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.number !== undefined){
let data2 = data.number;
const _errs4 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate29.errors = [{instancePath:instancePath+"/number",schemaPath:"#/properties/number/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs4){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
validate29.errors = [{instancePath:instancePath+"/number",schemaPath:"#/properties/number/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.id !== undefined){
const _errs6 = errors;
if(typeof data.id !== "string"){
validate29.errors = [{instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.at !== undefined){
const _errs8 = errors;
if(typeof data.at !== "string"){
validate29.errors = [{instancePath:instancePath+"/at",schemaPath:"#/properties/at/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tool !== undefined){
let data5 = data.tool;
const _errs10 = errors;
const _errs11 = errors;
if(errors === _errs11){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing1;
if(((data5.name === undefined) && (missing1 = "name")) || ((data5.version === undefined) && (missing1 = "version"))){
validate29.errors = [{instancePath:instancePath+"/tool",schemaPath:"#/$defs/tool/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs13 = errors;
for(const key1 in data5){
if(!((key1 === "name") || (key1 === "version"))){
validate29.errors = [{instancePath:instancePath+"/tool",schemaPath:"#/$defs/tool/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs13 === errors){
if(data5.name !== undefined){
const _errs14 = errors;
if("ssis-scaleout" !== data5.name){
validate29.errors = [{instancePath:instancePath+"/tool/name",schemaPath:"#/$defs/tool/properties/name/const",keyword:"const",params:{allowedValue: "ssis-scaleout"},message:"must be equal to constant"}];
return false;
}
var valid2 = _errs14 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data5.version !== undefined){
const _errs15 = errors;
if(typeof data5.version !== "string"){
validate29.errors = [{instancePath:instancePath+"/tool/version",schemaPath:"#/$defs/tool/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid2 = _errs15 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
else {
validate29.errors = [{instancePath:instancePath+"/tool",schemaPath:"#/$defs/tool/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.who !== undefined){
let data8 = data.who;
const _errs17 = errors;
const _errs18 = errors;
if(errors === _errs18){
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
let missing2;
if(((((data8.user === undefined) && (missing2 = "user")) || ((data8.host === undefined) && (missing2 = "host"))) || ((data8.pid === undefined) && (missing2 = "pid"))) || ((data8.login === undefined) && (missing2 = "login"))){
validate29.errors = [{instancePath:instancePath+"/who",schemaPath:"#/$defs/who/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs20 = errors;
for(const key2 in data8){
if(!(((((key2 === "user") || (key2 === "host")) || (key2 === "pid")) || (key2 === "login")) || (key2 === "via"))){
validate29.errors = [{instancePath:instancePath+"/who",schemaPath:"#/$defs/who/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs20 === errors){
if(data8.user !== undefined){
const _errs21 = errors;
if(typeof data8.user !== "string"){
validate29.errors = [{instancePath:instancePath+"/who/user",schemaPath:"#/$defs/who/properties/user/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs21 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data8.host !== undefined){
const _errs23 = errors;
if(typeof data8.host !== "string"){
validate29.errors = [{instancePath:instancePath+"/who/host",schemaPath:"#/$defs/who/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs23 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data8.pid !== undefined){
let data11 = data8.pid;
const _errs25 = errors;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
validate29.errors = [{instancePath:instancePath+"/who/pid",schemaPath:"#/$defs/who/properties/pid/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid4 = _errs25 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data8.login !== undefined){
let data12 = data8.login;
const _errs27 = errors;
if((typeof data12 !== "string") && (data12 !== null)){
validate29.errors = [{instancePath:instancePath+"/who/login",schemaPath:"#/$defs/who/properties/login/type",keyword:"type",params:{type: schema34.properties.login.type},message:"must be string,null"}];
return false;
}
var valid4 = _errs27 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data8.via !== undefined){
let data13 = data8.via;
const _errs29 = errors;
if(!(((((data13 === "token") || (data13 === "proxy")) || (data13 === "oidc")) || (data13 === "web")) || (data13 === "command"))){
validate29.errors = [{instancePath:instancePath+"/who/via",schemaPath:"#/$defs/who/properties/via/enum",keyword:"enum",params:{allowedValues: schema34.properties.via.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid4 = _errs29 === errors;
}
else {
var valid4 = true;
}
}
}
}
}
}
}
}
else {
validate29.errors = [{instancePath:instancePath+"/who",schemaPath:"#/$defs/who/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs17 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.catalog !== undefined){
let data14 = data.catalog;
const _errs30 = errors;
const _errs31 = errors;
if(errors === _errs31){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
let missing3;
if(((data14.server === undefined) && (missing3 = "server")) || ((data14.database === undefined) && (missing3 = "database"))){
validate29.errors = [{instancePath:instancePath+"/catalog",schemaPath:"#/$defs/catalog/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
const _errs33 = errors;
for(const key3 in data14){
if(!(((key3 === "server") || (key3 === "database")) || (key3 === "sandbox"))){
validate29.errors = [{instancePath:instancePath+"/catalog",schemaPath:"#/$defs/catalog/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs33 === errors){
if(data14.server !== undefined){
const _errs34 = errors;
if(typeof data14.server !== "string"){
validate29.errors = [{instancePath:instancePath+"/catalog/server",schemaPath:"#/$defs/catalog/properties/server/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid6 = _errs34 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data14.database !== undefined){
const _errs36 = errors;
if(typeof data14.database !== "string"){
validate29.errors = [{instancePath:instancePath+"/catalog/database",schemaPath:"#/$defs/catalog/properties/database/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid6 = _errs36 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data14.sandbox !== undefined){
const _errs38 = errors;
if(typeof data14.sandbox !== "string"){
validate29.errors = [{instancePath:instancePath+"/catalog/sandbox",schemaPath:"#/$defs/catalog/properties/sandbox/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid6 = _errs38 === errors;
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
validate29.errors = [{instancePath:instancePath+"/catalog",schemaPath:"#/$defs/catalog/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs30 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.action !== undefined){
let data18 = data.action;
const _errs40 = errors;
if(!(((((((((data18 === "approve") || (data18 === "withdraw")) || (data18 === "suspend")) || (data18 === "resume")) || (data18 === "look")) || (data18 === "acknowledge")) || (data18 === "unacknowledge")) || (data18 === "drain")) || (data18 === "undrain"))){
validate29.errors = [{instancePath:instancePath+"/action",schemaPath:"#/properties/action/enum",keyword:"enum",params:{allowedValues: schema51.properties.action.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs40 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.target !== undefined){
const _errs41 = errors;
if(typeof data.target !== "string"){
validate29.errors = [{instancePath:instancePath+"/target",schemaPath:"#/properties/target/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs41 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.finding !== undefined){
const _errs43 = errors;
if(typeof data.finding !== "string"){
validate29.errors = [{instancePath:instancePath+"/finding",schemaPath:"#/properties/finding/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs43 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.fingerprint !== undefined){
const _errs45 = errors;
if(typeof data.fingerprint !== "string"){
validate29.errors = [{instancePath:instancePath+"/fingerprint",schemaPath:"#/properties/fingerprint/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs45 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
const _errs47 = errors;
if(typeof data.reason !== "string"){
validate29.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs47 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.until !== undefined){
const _errs49 = errors;
if(typeof data.until !== "string"){
validate29.errors = [{instancePath:instancePath+"/until",schemaPath:"#/properties/until/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs49 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.result !== undefined){
let data24 = data.result;
const _errs51 = errors;
if(!((((data24 === "done") || (data24 === "refused")) || (data24 === "failed")) || (data24 === "unknown"))){
validate29.errors = [{instancePath:instancePath+"/result",schemaPath:"#/properties/result/enum",keyword:"enum",params:{allowedValues: schema51.properties.result.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs51 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.code !== undefined){
const _errs52 = errors;
if(typeof data.code !== "string"){
validate29.errors = [{instancePath:instancePath+"/code",schemaPath:"#/properties/code/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs52 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.detail !== undefined){
const _errs54 = errors;
if(typeof data.detail !== "string"){
validate29.errors = [{instancePath:instancePath+"/detail",schemaPath:"#/properties/detail/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs54 === errors;
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
validate29.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate29.errors = vErrors;
return errors === 0;
}
validate29.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="history.schema.json" */;
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
if((data.type === undefined) && (missing0 = "type")){
validate20.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const tag0 = data.type;
if(typeof tag0 == "string"){
if(tag0 === "begin"){
if(!(validate21(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var props0 = true;
}
else if(tag0 === "end"){
if(!(validate26(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "refused"){
if(!(validate27(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "action"){
if(!(validate29(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else {
validate20.errors = [{instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "mapping", tag: "type", tagValue: tag0},message:"value of tag \"type\" must be in oneOf"}];
return false;
}
}
else {
validate20.errors = [{instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "tag", tag: "type", tagValue: tag0},message:"tag \"type\" must be string"}];
return false;
}
}
}
else {
validate20.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate20.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate20.evaluated = {"dynamicProps":true,"dynamicItems":false};

