// @ts-nocheck
// Generated from schemas/topology.schema.json by scripts/generate-types.mjs. Do not edit.
"use strict";
export const validate = validate20;
export default validate20;
const schema31 = {"$id":"topology.schema.json","type":"object","additionalProperties":false,"required":["apiVersion","name","catalog"],"properties":{"apiVersion":{"const":"ssis-scaleout/v1"},"name":{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$","patternErrorMessage":"must begin with a letter or digit and may hold 64 letters, digits, dots, hyphens and underscores"},"catalog":{"$ref":"#/$defs/catalog"},"scaleOut":{"$ref":"#/$defs/scaleOut"},"master":{"$ref":"#/$defs/master"},"workers":{"type":"array","items":{"$ref":"#/$defs/worker"}},"access":{"$ref":"#/$defs/access"},"policy":{"$ref":"#/$defs/policy"}},"$defs":{"catalog":{"type":"object","additionalProperties":false,"required":["server"],"properties":{"server":{"type":"string","minLength":1,"maxLength":512},"database":{"type":"string","minLength":1,"maxLength":128},"authentication":{"$ref":"#/$defs/authentication"},"encrypt":{"enum":[true,false,"strict"]},"trustServerCertificate":{"type":"boolean"}}},"authentication":{"type":"object","required":["type"],"properties":{"type":{"enum":["sql","ntlm","entra","integrated"]}},"discriminator":{"propertyName":"type"},"oneOf":[{"$ref":"#/$defs/sqlAuthentication"},{"$ref":"#/$defs/ntlmAuthentication"},{"$ref":"#/$defs/entraAuthentication"},{"$ref":"#/$defs/integratedAuthentication"}]},"sqlAuthentication":{"type":"object","additionalProperties":false,"required":["type","user","password"],"properties":{"type":{"const":"sql"},"user":{"type":"string","minLength":1},"password":{"$ref":"#/$defs/secretReference"}}},"ntlmAuthentication":{"type":"object","additionalProperties":false,"required":["type","domain","user","password"],"properties":{"type":{"const":"ntlm"},"domain":{"type":"string","minLength":1},"user":{"type":"string","minLength":1},"password":{"$ref":"#/$defs/secretReference"}}},"entraAuthentication":{"type":"object","required":["type","method"],"properties":{"type":{"const":"entra"},"method":{"enum":["default","managedIdentity","password","servicePrincipal","accessToken"]}},"discriminator":{"propertyName":"method"},"oneOf":[{"$ref":"#/$defs/entraDefault"},{"$ref":"#/$defs/entraManagedIdentity"},{"$ref":"#/$defs/entraPassword"},{"$ref":"#/$defs/entraServicePrincipal"},{"$ref":"#/$defs/entraAccessToken"}]},"entraDefault":{"type":"object","additionalProperties":false,"required":["type","method"],"properties":{"type":{"const":"entra"},"method":{"const":"default"}}},"entraManagedIdentity":{"type":"object","additionalProperties":false,"required":["type","method"],"properties":{"type":{"const":"entra"},"method":{"const":"managedIdentity"},"clientId":{"type":"string","minLength":1}}},"entraPassword":{"type":"object","additionalProperties":false,"required":["type","method","clientId","user","password"],"properties":{"type":{"const":"entra"},"method":{"const":"password"},"clientId":{"type":"string","minLength":1},"tenantId":{"type":"string","minLength":1},"user":{"type":"string","minLength":1},"password":{"$ref":"#/$defs/secretReference"}}},"entraServicePrincipal":{"type":"object","additionalProperties":false,"required":["type","method","clientId","tenantId","clientSecret"],"properties":{"type":{"const":"entra"},"method":{"const":"servicePrincipal"},"clientId":{"type":"string","minLength":1},"tenantId":{"type":"string","minLength":1},"clientSecret":{"$ref":"#/$defs/secretReference"}}},"entraAccessToken":{"type":"object","additionalProperties":false,"required":["type","method","token"],"properties":{"type":{"const":"entra"},"method":{"const":"accessToken"},"token":{"$ref":"#/$defs/secretReference"}}},"integratedAuthentication":{"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"const":"integrated"}}},"secretReference":{"type":"object","additionalProperties":false,"minProperties":1,"maxProperties":1,"properties":{"env":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$","patternErrorMessage":"must be the name of an environment variable: letters, digits and underscores"},"file":{"type":"string","minLength":1}}},"scaleOut":{"type":"object","additionalProperties":false,"properties":{"enabled":{"type":"boolean"},"defaultExecutionMode":{"enum":["server","scaleOut"]}}},"master":{"type":"object","additionalProperties":false,"required":["machines"],"properties":{"machines":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/machineName"}},"endpoint":{"type":"string","maxLength":268,"pattern":"^https://[^/?#@\\s]{1,253}:[0-9]{1,5}/?$","patternErrorMessage":"must be an address such as https://sqletl01.corp.example:8391"},"negotiateClientCertificate":{"type":"boolean"},"certificate":{"$ref":"#/$defs/masterCertificate"}}},"masterCertificate":{"type":"object","additionalProperties":false,"minProperties":1,"maxProperties":1,"properties":{"thumbprint":{"type":"string","minLength":1},"file":{"type":"string","minLength":1}}},"machineName":{"type":"string","minLength":1,"maxLength":255,"pattern":"^(?=.{1,255}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*$","patternErrorMessage":"must be the name of a Windows machine"},"worker":{"type":"object","additionalProperties":false,"required":["machine"],"properties":{"machine":{"$ref":"#/$defs/machineName"},"state":{"enum":["present","absent"]},"enabled":{"type":"boolean"},"displayName":{"type":"string","maxLength":256},"description":{"type":"string"},"tags":{"type":"string"},"protect":{"type":"boolean"},"certificate":{"$ref":"#/$defs/certificate"},"settings":{"$ref":"#/$defs/settings"},"settingsAsWritten":{"type":"array","items":{"type":"string","minLength":1},"minItems":1,"maxItems":20,"uniqueItems":true},"access":{"$ref":"#/$defs/access"}}},"certificate":{"type":"object","additionalProperties":false,"$comment":"Not without both, and not with both: of the generated types, oneOf would make a union that says less.","not":{"type":"object","anyOf":[{"properties":{"thumbprint":false,"file":false}},{"not":{"anyOf":[{"properties":{"thumbprint":false}},{"properties":{"file":false}}]}}]},"properties":{"thumbprint":{"type":"string","minLength":1},"file":{"type":"string","minLength":1},"authority":{"type":"boolean"}}},"settings":{"type":"object","properties":{"MaxTaskCount":{"$ref":"#/$defs/scalar"},"AgentHeartbeatInterval":{"$ref":"#/$defs/scalar"},"TaskHeartbeatInterval":{"$ref":"#/$defs/scalar"},"HeartbeatErrorTolerance":{"$ref":"#/$defs/scalar"},"TaskRequestMaxCPU":{"$ref":"#/$defs/scalar"},"TaskRequestMinMemory":{"$ref":"#/$defs/scalar"},"LeaseInterval":{"$ref":"#/$defs/scalar"},"TasksRootFolder":{"$ref":"#/$defs/scalar"},"TaskLogLevel":{"$ref":"#/$defs/scalar"},"TaskLogSegment":{"$ref":"#/$defs/scalar"},"TaskLogEnabled":{"$ref":"#/$defs/scalar"},"ExecutionLogCacheFolder":{"$ref":"#/$defs/scalar"},"ExecutionLogMaxBufferLogCount":{"$ref":"#/$defs/scalar"},"ExecutionLogMaxInMemoryBufferCount":{"$ref":"#/$defs/scalar"},"ExecutionLogRetryCount":{"$ref":"#/$defs/scalar"},"ExecutionLogRetryTimeout":{"$ref":"#/$defs/scalar"}},"additionalProperties":{"$ref":"#/$defs/scalar"}},"scalar":{"type":["string","number","boolean"]},"access":{"type":"object","additionalProperties":false,"required":["transport"],"properties":{"transport":{"enum":["ssh","winrm","local","manual","none"]},"user":{"type":"string","minLength":1},"host":{"type":"string","minLength":1},"port":{"type":"integer","minimum":1,"maximum":65535},"identity":{"$ref":"#/$defs/secretReference"},"password":{"$ref":"#/$defs/secretReference"},"jump":{"$ref":"#/$defs/jump"},"knownHosts":{"type":"string","minLength":1}}},"jump":{"type":"object","additionalProperties":false,"required":["host"],"properties":{"host":{"type":"string","minLength":1},"port":{"type":"integer","minimum":1,"maximum":65535},"user":{"type":"string","minLength":1},"identity":{"$ref":"#/$defs/secretReference"},"password":{"$ref":"#/$defs/secretReference"}}},"policy":{"type":"object","additionalProperties":false,"properties":{"prune":{"type":"boolean"},"maxRemovals":{"type":"integer","minimum":0},"requireRehearsal":{"enum":["disruptive","destructive"]},"drain":{"$ref":"#/$defs/drain"},"rollout":{"$ref":"#/$defs/rollout"},"certificates":{"$ref":"#/$defs/certificatePolicy"},"windows":{"type":"array","items":{"$ref":"#/$defs/changeWindow"}},"notify":{"type":"array","items":{"$ref":"#/$defs/notifyTarget"}},"registrationTimeout":{"type":"string","pattern":"^(?=[0-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?$","patternErrorMessage":"must be a time such as 30m, 1h30m or 90s"},"parallelism":{"type":"integer","minimum":1,"maximum":256}}},"certificatePolicy":{"type":"object","additionalProperties":false,"properties":{"renewBefore":{"type":"string","pattern":"^(?=.{2,5}$)(never|([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d)$","patternErrorMessage":"must be a number of days from 1d to 3650d, such as 60d, or never"},"keepOld":{"type":"string","pattern":"^(?=.{2,5}$)([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d$","patternErrorMessage":"must be a number of days from 1d to 3650d, such as 7d"},"validity":{"type":"string","pattern":"^(?=.{2,5}$)(([1-9]|10)y|([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d)$","patternErrorMessage":"must be a number of years from 1y to 10y or of days from 1d to 3650d, such as 5y"},"warnBefore":{"type":"string","pattern":"^(?=.{2,5}$)([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d$","patternErrorMessage":"must be a number of days from 1d to 3650d, such as 30d"}}},"notifyTarget":{"type":"object","additionalProperties":false,"required":["type","url"],"properties":{"type":{"enum":["generic","slack","teams"]},"url":{"$ref":"#/$defs/secretReference"},"secret":{"$ref":"#/$defs/secretReference"},"on":{"type":"array","minItems":1,"items":{"enum":["drift","failure","unhealthy","certificate","recovery","approval","window"]}}}},"changeWindow":{"type":"object","additionalProperties":false,"required":["duration","timeZone"],"properties":{"allow":{"type":"string","maxLength":256},"deny":{"type":"string","maxLength":256},"duration":{"type":"string"},"timeZone":{"type":"string","minLength":1,"maxLength":64},"targets":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}}}},"rollout":{"type":"object","additionalProperties":false,"properties":{"maxUnavailable":{"type":["integer","string"],"minimum":1,"pattern":"^(100|[1-9][0-9]?)%$","patternErrorMessage":"must be a number of workers or a percentage from 1% to 100%"},"order":{"enum":["listed","idleFirst"]},"healthyWithin":{"type":"string"},"pauseAfterFirst":{"type":"string"},"maxFailures":{"type":"integer","minimum":0}}},"drain":{"type":"object","additionalProperties":false,"properties":{"timeout":{"type":"string","pattern":"^(?=[0-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?$","patternErrorMessage":"must be a time such as 30m, 1h30m or 90s"},"onTimeout":{"enum":["stop","disable"]}}}}};
const schema48 = {"type":"object","additionalProperties":false,"properties":{"enabled":{"type":"boolean"},"defaultExecutionMode":{"enum":["server","scaleOut"]}}};
const pattern4 = new RegExp("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", "u");
const schema32 = {"type":"object","additionalProperties":false,"required":["server"],"properties":{"server":{"type":"string","minLength":1,"maxLength":512},"database":{"type":"string","minLength":1,"maxLength":128},"authentication":{"$ref":"#/$defs/authentication"},"encrypt":{"enum":[true,false,"strict"]},"trustServerCertificate":{"type":"boolean"}}};
const schema33 = {"type":"object","required":["type"],"properties":{"type":{"enum":["sql","ntlm","entra","integrated"]}},"discriminator":{"propertyName":"type"},"oneOf":[{"$ref":"#/$defs/sqlAuthentication"},{"$ref":"#/$defs/ntlmAuthentication"},{"$ref":"#/$defs/entraAuthentication"},{"$ref":"#/$defs/integratedAuthentication"}]};
const schema47 = {"type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"const":"integrated"}}};
const schema34 = {"type":"object","additionalProperties":false,"required":["type","user","password"],"properties":{"type":{"const":"sql"},"user":{"type":"string","minLength":1},"password":{"$ref":"#/$defs/secretReference"}}};
const schema35 = {"type":"object","additionalProperties":false,"minProperties":1,"maxProperties":1,"properties":{"env":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$","patternErrorMessage":"must be the name of an environment variable: letters, digits and underscores"},"file":{"type":"string","minLength":1}}};
const pattern5 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u");

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate23.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema34.required,parentSchema:schema34,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.user === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "user"},message:"must have required property '"+"user"+"'",schema:schema34.required,parentSchema:schema34,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.password === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "password"},message:"must have required property '"+"password"+"'",schema:schema34.required,parentSchema:schema34,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "type") || (key0 === "user")) || (key0 === "password"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema34,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("sql" !== data0){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "sql"},message:"must be equal to constant",schema:"sql",parentSchema:schema34.properties.type,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.user !== undefined){
let data1 = data.user;
if(typeof data1 === "string"){
if(data1.length < 1){
const err5 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema34.properties.user,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.properties.user.type,parentSchema:schema34.properties.user,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.password !== undefined){
let data2 = data.password;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(Object.keys(data2).length > 1){
const err7 = {instancePath:instancePath+"/password",schemaPath:"#/$defs/secretReference/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties",schema:1,parentSchema:schema35,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(Object.keys(data2).length < 1){
const err8 = {instancePath:instancePath+"/password",schemaPath:"#/$defs/secretReference/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema35,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
for(const key1 in data2){
if(!((key1 === "env") || (key1 === "file"))){
const err9 = {instancePath:instancePath+"/password",schemaPath:"#/$defs/secretReference/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema35,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.env !== undefined){
let data3 = data2.env;
if(typeof data3 === "string"){
if(!pattern5.test(data3)){
const err10 = {instancePath:instancePath+"/password/env",schemaPath:"#/$defs/secretReference/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema35.properties.env,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/password/env",schemaPath:"#/$defs/secretReference/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.env.type,parentSchema:schema35.properties.env,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data2.file !== undefined){
let data4 = data2.file;
if(typeof data4 === "string"){
if(data4.length < 1){
const err12 = {instancePath:instancePath+"/password/file",schemaPath:"#/$defs/secretReference/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema35.properties.file,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/password/file",schemaPath:"#/$defs/secretReference/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.file.type,parentSchema:schema35.properties.file,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/password",schemaPath:"#/$defs/secretReference/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data:data2};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema34.type,parentSchema:schema34,data};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}
validate23.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema36 = {"type":"object","additionalProperties":false,"required":["type","domain","user","password"],"properties":{"type":{"const":"ntlm"},"domain":{"type":"string","minLength":1},"user":{"type":"string","minLength":1},"password":{"$ref":"#/$defs/secretReference"}}};

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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema36.required,parentSchema:schema36,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.domain === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "domain"},message:"must have required property '"+"domain"+"'",schema:schema36.required,parentSchema:schema36,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.user === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "user"},message:"must have required property '"+"user"+"'",schema:schema36.required,parentSchema:schema36,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.password === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "password"},message:"must have required property '"+"password"+"'",schema:schema36.required,parentSchema:schema36,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "type") || (key0 === "domain")) || (key0 === "user")) || (key0 === "password"))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema36,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("ntlm" !== data0){
const err5 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "ntlm"},message:"must be equal to constant",schema:"ntlm",parentSchema:schema36.properties.type,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.domain !== undefined){
let data1 = data.domain;
if(typeof data1 === "string"){
if(data1.length < 1){
const err6 = {instancePath:instancePath+"/domain",schemaPath:"#/properties/domain/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema36.properties.domain,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/domain",schemaPath:"#/properties/domain/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema36.properties.domain.type,parentSchema:schema36.properties.domain,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.user !== undefined){
let data2 = data.user;
if(typeof data2 === "string"){
if(data2.length < 1){
const err8 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema36.properties.user,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema36.properties.user.type,parentSchema:schema36.properties.user,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.password !== undefined){
let data3 = data.password;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(Object.keys(data3).length > 1){
const err10 = {instancePath:instancePath+"/password",schemaPath:"#/$defs/secretReference/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties",schema:1,parentSchema:schema35,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(Object.keys(data3).length < 1){
const err11 = {instancePath:instancePath+"/password",schemaPath:"#/$defs/secretReference/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema35,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key1 in data3){
if(!((key1 === "env") || (key1 === "file"))){
const err12 = {instancePath:instancePath+"/password",schemaPath:"#/$defs/secretReference/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema35,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data3.env !== undefined){
let data4 = data3.env;
if(typeof data4 === "string"){
if(!pattern5.test(data4)){
const err13 = {instancePath:instancePath+"/password/env",schemaPath:"#/$defs/secretReference/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema35.properties.env,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/password/env",schemaPath:"#/$defs/secretReference/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.env.type,parentSchema:schema35.properties.env,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data3.file !== undefined){
let data5 = data3.file;
if(typeof data5 === "string"){
if(data5.length < 1){
const err15 = {instancePath:instancePath+"/password/file",schemaPath:"#/$defs/secretReference/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema35.properties.file,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/password/file",schemaPath:"#/$defs/secretReference/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.file.type,parentSchema:schema35.properties.file,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/password",schemaPath:"#/$defs/secretReference/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data:data3};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema36.type,parentSchema:schema36,data};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
validate24.errors = vErrors;
return errors === 0;
}
validate24.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema38 = {"type":"object","required":["type","method"],"properties":{"type":{"const":"entra"},"method":{"enum":["default","managedIdentity","password","servicePrincipal","accessToken"]}},"discriminator":{"propertyName":"method"},"oneOf":[{"$ref":"#/$defs/entraDefault"},{"$ref":"#/$defs/entraManagedIdentity"},{"$ref":"#/$defs/entraPassword"},{"$ref":"#/$defs/entraServicePrincipal"},{"$ref":"#/$defs/entraAccessToken"}]};
const schema45 = {"type":"object","additionalProperties":false,"required":["type","method"],"properties":{"type":{"const":"entra"},"method":{"const":"default"}}};
const schema46 = {"type":"object","additionalProperties":false,"required":["type","method"],"properties":{"type":{"const":"entra"},"method":{"const":"managedIdentity"},"clientId":{"type":"string","minLength":1}}};
const schema39 = {"type":"object","additionalProperties":false,"required":["type","method","clientId","user","password"],"properties":{"type":{"const":"entra"},"method":{"const":"password"},"clientId":{"type":"string","minLength":1},"tenantId":{"type":"string","minLength":1},"user":{"type":"string","minLength":1},"password":{"$ref":"#/$defs/secretReference"}}};

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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema39.required,parentSchema:schema39,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.method === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "method"},message:"must have required property '"+"method"+"'",schema:schema39.required,parentSchema:schema39,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.clientId === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "clientId"},message:"must have required property '"+"clientId"+"'",schema:schema39.required,parentSchema:schema39,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.user === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "user"},message:"must have required property '"+"user"+"'",schema:schema39.required,parentSchema:schema39,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.password === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "password"},message:"must have required property '"+"password"+"'",schema:schema39.required,parentSchema:schema39,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "type") || (key0 === "method")) || (key0 === "clientId")) || (key0 === "tenantId")) || (key0 === "user")) || (key0 === "password"))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema39,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("entra" !== data0){
const err6 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "entra"},message:"must be equal to constant",schema:"entra",parentSchema:schema39.properties.type,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.method !== undefined){
let data1 = data.method;
if("password" !== data1){
const err7 = {instancePath:instancePath+"/method",schemaPath:"#/properties/method/const",keyword:"const",params:{allowedValue: "password"},message:"must be equal to constant",schema:"password",parentSchema:schema39.properties.method,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.clientId !== undefined){
let data2 = data.clientId;
if(typeof data2 === "string"){
if(data2.length < 1){
const err8 = {instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema39.properties.clientId,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.properties.clientId.type,parentSchema:schema39.properties.clientId,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.tenantId !== undefined){
let data3 = data.tenantId;
if(typeof data3 === "string"){
if(data3.length < 1){
const err10 = {instancePath:instancePath+"/tenantId",schemaPath:"#/properties/tenantId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema39.properties.tenantId,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/tenantId",schemaPath:"#/properties/tenantId/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.properties.tenantId.type,parentSchema:schema39.properties.tenantId,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.user !== undefined){
let data4 = data.user;
if(typeof data4 === "string"){
if(data4.length < 1){
const err12 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema39.properties.user,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.properties.user.type,parentSchema:schema39.properties.user,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.password !== undefined){
let data5 = data.password;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(Object.keys(data5).length > 1){
const err14 = {instancePath:instancePath+"/password",schemaPath:"#/$defs/secretReference/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties",schema:1,parentSchema:schema35,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(Object.keys(data5).length < 1){
const err15 = {instancePath:instancePath+"/password",schemaPath:"#/$defs/secretReference/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema35,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
for(const key1 in data5){
if(!((key1 === "env") || (key1 === "file"))){
const err16 = {instancePath:instancePath+"/password",schemaPath:"#/$defs/secretReference/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema35,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data5.env !== undefined){
let data6 = data5.env;
if(typeof data6 === "string"){
if(!pattern5.test(data6)){
const err17 = {instancePath:instancePath+"/password/env",schemaPath:"#/$defs/secretReference/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema35.properties.env,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/password/env",schemaPath:"#/$defs/secretReference/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.env.type,parentSchema:schema35.properties.env,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data5.file !== undefined){
let data7 = data5.file;
if(typeof data7 === "string"){
if(data7.length < 1){
const err19 = {instancePath:instancePath+"/password/file",schemaPath:"#/$defs/secretReference/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema35.properties.file,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/password/file",schemaPath:"#/$defs/secretReference/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.file.type,parentSchema:schema35.properties.file,data:data7};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/password",schemaPath:"#/$defs/secretReference/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data:data5};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema39.type,parentSchema:schema39,data};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
validate26.errors = vErrors;
return errors === 0;
}
validate26.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema41 = {"type":"object","additionalProperties":false,"required":["type","method","clientId","tenantId","clientSecret"],"properties":{"type":{"const":"entra"},"method":{"const":"servicePrincipal"},"clientId":{"type":"string","minLength":1},"tenantId":{"type":"string","minLength":1},"clientSecret":{"$ref":"#/$defs/secretReference"}}};

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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema41.required,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.method === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "method"},message:"must have required property '"+"method"+"'",schema:schema41.required,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.clientId === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "clientId"},message:"must have required property '"+"clientId"+"'",schema:schema41.required,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.tenantId === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "tenantId"},message:"must have required property '"+"tenantId"+"'",schema:schema41.required,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.clientSecret === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "clientSecret"},message:"must have required property '"+"clientSecret"+"'",schema:schema41.required,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "type") || (key0 === "method")) || (key0 === "clientId")) || (key0 === "tenantId")) || (key0 === "clientSecret"))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("entra" !== data0){
const err6 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "entra"},message:"must be equal to constant",schema:"entra",parentSchema:schema41.properties.type,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.method !== undefined){
let data1 = data.method;
if("servicePrincipal" !== data1){
const err7 = {instancePath:instancePath+"/method",schemaPath:"#/properties/method/const",keyword:"const",params:{allowedValue: "servicePrincipal"},message:"must be equal to constant",schema:"servicePrincipal",parentSchema:schema41.properties.method,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.clientId !== undefined){
let data2 = data.clientId;
if(typeof data2 === "string"){
if(data2.length < 1){
const err8 = {instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema41.properties.clientId,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.properties.clientId.type,parentSchema:schema41.properties.clientId,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.tenantId !== undefined){
let data3 = data.tenantId;
if(typeof data3 === "string"){
if(data3.length < 1){
const err10 = {instancePath:instancePath+"/tenantId",schemaPath:"#/properties/tenantId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema41.properties.tenantId,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/tenantId",schemaPath:"#/properties/tenantId/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.properties.tenantId.type,parentSchema:schema41.properties.tenantId,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.clientSecret !== undefined){
let data4 = data.clientSecret;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(Object.keys(data4).length > 1){
const err12 = {instancePath:instancePath+"/clientSecret",schemaPath:"#/$defs/secretReference/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties",schema:1,parentSchema:schema35,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(Object.keys(data4).length < 1){
const err13 = {instancePath:instancePath+"/clientSecret",schemaPath:"#/$defs/secretReference/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema35,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
for(const key1 in data4){
if(!((key1 === "env") || (key1 === "file"))){
const err14 = {instancePath:instancePath+"/clientSecret",schemaPath:"#/$defs/secretReference/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema35,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data4.env !== undefined){
let data5 = data4.env;
if(typeof data5 === "string"){
if(!pattern5.test(data5)){
const err15 = {instancePath:instancePath+"/clientSecret/env",schemaPath:"#/$defs/secretReference/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema35.properties.env,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/clientSecret/env",schemaPath:"#/$defs/secretReference/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.env.type,parentSchema:schema35.properties.env,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data4.file !== undefined){
let data6 = data4.file;
if(typeof data6 === "string"){
if(data6.length < 1){
const err17 = {instancePath:instancePath+"/clientSecret/file",schemaPath:"#/$defs/secretReference/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema35.properties.file,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/clientSecret/file",schemaPath:"#/$defs/secretReference/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.file.type,parentSchema:schema35.properties.file,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/clientSecret",schemaPath:"#/$defs/secretReference/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data:data4};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema41.type,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate27.errors = vErrors;
return errors === 0;
}
validate27.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema43 = {"type":"object","additionalProperties":false,"required":["type","method","token"],"properties":{"type":{"const":"entra"},"method":{"const":"accessToken"},"token":{"$ref":"#/$defs/secretReference"}}};

function validate28(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate28.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema43.required,parentSchema:schema43,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.method === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "method"},message:"must have required property '"+"method"+"'",schema:schema43.required,parentSchema:schema43,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.token === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "token"},message:"must have required property '"+"token"+"'",schema:schema43.required,parentSchema:schema43,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "type") || (key0 === "method")) || (key0 === "token"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema43,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("entra" !== data0){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "entra"},message:"must be equal to constant",schema:"entra",parentSchema:schema43.properties.type,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.method !== undefined){
let data1 = data.method;
if("accessToken" !== data1){
const err5 = {instancePath:instancePath+"/method",schemaPath:"#/properties/method/const",keyword:"const",params:{allowedValue: "accessToken"},message:"must be equal to constant",schema:"accessToken",parentSchema:schema43.properties.method,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.token !== undefined){
let data2 = data.token;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(Object.keys(data2).length > 1){
const err6 = {instancePath:instancePath+"/token",schemaPath:"#/$defs/secretReference/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties",schema:1,parentSchema:schema35,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(Object.keys(data2).length < 1){
const err7 = {instancePath:instancePath+"/token",schemaPath:"#/$defs/secretReference/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema35,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key1 in data2){
if(!((key1 === "env") || (key1 === "file"))){
const err8 = {instancePath:instancePath+"/token",schemaPath:"#/$defs/secretReference/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema35,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data2.env !== undefined){
let data3 = data2.env;
if(typeof data3 === "string"){
if(!pattern5.test(data3)){
const err9 = {instancePath:instancePath+"/token/env",schemaPath:"#/$defs/secretReference/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema35.properties.env,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/token/env",schemaPath:"#/$defs/secretReference/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.env.type,parentSchema:schema35.properties.env,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data2.file !== undefined){
let data4 = data2.file;
if(typeof data4 === "string"){
if(data4.length < 1){
const err11 = {instancePath:instancePath+"/token/file",schemaPath:"#/$defs/secretReference/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema35.properties.file,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/token/file",schemaPath:"#/$defs/secretReference/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.file.type,parentSchema:schema35.properties.file,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/token",schemaPath:"#/$defs/secretReference/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data:data2};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema43.type,parentSchema:schema43,data};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate28.errors = vErrors;
return errors === 0;
}
validate28.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate25.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema38.required,parentSchema:schema38,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.method === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "method"},message:"must have required property '"+"method"+"'",schema:schema38.required,parentSchema:schema38,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.type !== undefined){
let data0 = data.type;
if("entra" !== data0){
const err2 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "entra"},message:"must be equal to constant",schema:"entra",parentSchema:schema38.properties.type,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.method !== undefined){
let data1 = data.method;
if(!(((((data1 === "default") || (data1 === "managedIdentity")) || (data1 === "password")) || (data1 === "servicePrincipal")) || (data1 === "accessToken"))){
const err3 = {instancePath:instancePath+"/method",schemaPath:"#/properties/method/enum",keyword:"enum",params:{allowedValues: schema38.properties.method.enum},message:"must be equal to one of the allowed values",schema:schema38.properties.method.enum,parentSchema:schema38.properties.method,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
const tag0 = data.method;
if(typeof tag0 == "string"){
if(tag0 === "default"){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err4 = {instancePath,schemaPath:"#/$defs/entraDefault/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema45.required,parentSchema:schema45,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.method === undefined){
const err5 = {instancePath,schemaPath:"#/$defs/entraDefault/required",keyword:"required",params:{missingProperty: "method"},message:"must have required property '"+"method"+"'",schema:schema45.required,parentSchema:schema45,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "type") || (key0 === "method"))){
const err6 = {instancePath,schemaPath:"#/$defs/entraDefault/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema45,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.type !== undefined){
let data2 = data.type;
if("entra" !== data2){
const err7 = {instancePath:instancePath+"/type",schemaPath:"#/$defs/entraDefault/properties/type/const",keyword:"const",params:{allowedValue: "entra"},message:"must be equal to constant",schema:"entra",parentSchema:schema45.properties.type,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.method !== undefined){
let data3 = data.method;
if("default" !== data3){
const err8 = {instancePath:instancePath+"/method",schemaPath:"#/$defs/entraDefault/properties/method/const",keyword:"const",params:{allowedValue: "default"},message:"must be equal to constant",schema:"default",parentSchema:schema45.properties.method,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath,schemaPath:"#/$defs/entraDefault/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema45.type,parentSchema:schema45,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var props0 = true;
}
else if(tag0 === "managedIdentity"){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err10 = {instancePath,schemaPath:"#/$defs/entraManagedIdentity/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema46.required,parentSchema:schema46,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.method === undefined){
const err11 = {instancePath,schemaPath:"#/$defs/entraManagedIdentity/required",keyword:"required",params:{missingProperty: "method"},message:"must have required property '"+"method"+"'",schema:schema46.required,parentSchema:schema46,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key1 in data){
if(!(((key1 === "type") || (key1 === "method")) || (key1 === "clientId"))){
const err12 = {instancePath,schemaPath:"#/$defs/entraManagedIdentity/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema46,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.type !== undefined){
let data4 = data.type;
if("entra" !== data4){
const err13 = {instancePath:instancePath+"/type",schemaPath:"#/$defs/entraManagedIdentity/properties/type/const",keyword:"const",params:{allowedValue: "entra"},message:"must be equal to constant",schema:"entra",parentSchema:schema46.properties.type,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.method !== undefined){
let data5 = data.method;
if("managedIdentity" !== data5){
const err14 = {instancePath:instancePath+"/method",schemaPath:"#/$defs/entraManagedIdentity/properties/method/const",keyword:"const",params:{allowedValue: "managedIdentity"},message:"must be equal to constant",schema:"managedIdentity",parentSchema:schema46.properties.method,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.clientId !== undefined){
let data6 = data.clientId;
if(typeof data6 === "string"){
if(data6.length < 1){
const err15 = {instancePath:instancePath+"/clientId",schemaPath:"#/$defs/entraManagedIdentity/properties/clientId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema46.properties.clientId,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/clientId",schemaPath:"#/$defs/entraManagedIdentity/properties/clientId/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema46.properties.clientId.type,parentSchema:schema46.properties.clientId,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/$defs/entraManagedIdentity/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema46.type,parentSchema:schema46,data};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "password"){
if(!(validate26(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : appended(vErrors, validate26.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "servicePrincipal"){
if(!(validate27(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate27.errors : appended(vErrors, validate27.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "accessToken"){
if(!(validate28(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate28.errors : appended(vErrors, validate28.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else {
const err18 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "mapping", tag: "method", tagValue: tag0},message:"value of tag \"method\" must be in oneOf",schema:schema38.discriminator,parentSchema:schema38,data};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "tag", tag: "method", tagValue: tag0},message:"tag \"method\" must be string",schema:schema38.discriminator,parentSchema:schema38,data};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema38.type,parentSchema:schema38,data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate25.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate25.evaluated = {"dynamicProps":true,"dynamicItems":false};


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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema33.required,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.type !== undefined){
let data0 = data.type;
if(!((((data0 === "sql") || (data0 === "ntlm")) || (data0 === "entra")) || (data0 === "integrated"))){
const err1 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema33.properties.type.enum},message:"must be equal to one of the allowed values",schema:schema33.properties.type.enum,parentSchema:schema33.properties.type,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
const tag0 = data.type;
if(typeof tag0 == "string"){
if(tag0 === "sql"){
if(!(validate23(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : appended(vErrors, validate23.errors);
errors = vErrors.length;
}
var props0 = true;
}
else if(tag0 === "ntlm"){
if(!(validate24(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate24.errors : appended(vErrors, validate24.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "entra"){
if(!(validate25(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate25.errors : appended(vErrors, validate25.errors);
errors = vErrors.length;
}
else {
var props1 = validate25.evaluated.props;
}
if(props0 !== true && props1 !== undefined){
if(props1 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props1);
}
}
}
else if(tag0 === "integrated"){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err2 = {instancePath,schemaPath:"#/$defs/integratedAuthentication/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema47.required,parentSchema:schema47,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "type")){
const err3 = {instancePath,schemaPath:"#/$defs/integratedAuthentication/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema47,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.type !== undefined){
let data1 = data.type;
if("integrated" !== data1){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/$defs/integratedAuthentication/properties/type/const",keyword:"const",params:{allowedValue: "integrated"},message:"must be equal to constant",schema:"integrated",parentSchema:schema47.properties.type,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath,schemaPath:"#/$defs/integratedAuthentication/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema47.type,parentSchema:schema47,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(props0 !== true){
props0 = true;
}
}
else {
const err6 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "mapping", tag: "type", tagValue: tag0},message:"value of tag \"type\" must be in oneOf",schema:schema33.discriminator,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "tag", tag: "type", tagValue: tag0},message:"tag \"type\" must be string",schema:schema33.discriminator,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema33.type,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
validate22.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate22.evaluated = {"dynamicProps":true,"dynamicItems":false};


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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.server === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "server"},message:"must have required property '"+"server"+"'",schema:schema32.required,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "server") || (key0 === "database")) || (key0 === "authentication")) || (key0 === "encrypt")) || (key0 === "trustServerCertificate"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.server !== undefined){
let data0 = data.server;
if(typeof data0 === "string"){
if(data0.length > 512){
const err2 = {instancePath:instancePath+"/server",schemaPath:"#/properties/server/maxLength",keyword:"maxLength",params:{limit: 512},message:"must NOT have more than 512 characters",schema:512,parentSchema:schema32.properties.server,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.length < 1){
const err3 = {instancePath:instancePath+"/server",schemaPath:"#/properties/server/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema32.properties.server,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/server",schemaPath:"#/properties/server/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.server.type,parentSchema:schema32.properties.server,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.database !== undefined){
let data1 = data.database;
if(typeof data1 === "string"){
if(data1.length > 128){
const err5 = {instancePath:instancePath+"/database",schemaPath:"#/properties/database/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters",schema:128,parentSchema:schema32.properties.database,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data1.length < 1){
const err6 = {instancePath:instancePath+"/database",schemaPath:"#/properties/database/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema32.properties.database,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/database",schemaPath:"#/properties/database/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.database.type,parentSchema:schema32.properties.database,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.authentication !== undefined){
if(!(validate22(data.authentication, {instancePath:instancePath+"/authentication",parentData:data,parentDataProperty:"authentication",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate22.errors : appended(vErrors, validate22.errors);
errors = vErrors.length;
}
}
if(data.encrypt !== undefined){
let data3 = data.encrypt;
if(!(((data3 === true) || (data3 === false)) || (data3 === "strict"))){
const err8 = {instancePath:instancePath+"/encrypt",schemaPath:"#/properties/encrypt/enum",keyword:"enum",params:{allowedValues: schema32.properties.encrypt.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.encrypt.enum,parentSchema:schema32.properties.encrypt,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.trustServerCertificate !== undefined){
let data4 = data.trustServerCertificate;
if(typeof data4 !== "boolean"){
const err9 = {instancePath:instancePath+"/trustServerCertificate",schemaPath:"#/properties/trustServerCertificate/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.trustServerCertificate.type,parentSchema:schema32.properties.trustServerCertificate,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema49 = {"type":"object","additionalProperties":false,"required":["machines"],"properties":{"machines":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/machineName"}},"endpoint":{"type":"string","maxLength":268,"pattern":"^https://[^/?#@\\s]{1,253}:[0-9]{1,5}/?$","patternErrorMessage":"must be an address such as https://sqletl01.corp.example:8391"},"negotiateClientCertificate":{"type":"boolean"},"certificate":{"$ref":"#/$defs/masterCertificate"}}};
const schema50 = {"type":"string","minLength":1,"maxLength":255,"pattern":"^(?=.{1,255}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*$","patternErrorMessage":"must be the name of a Windows machine"};
const schema51 = {"type":"object","additionalProperties":false,"minProperties":1,"maxProperties":1,"properties":{"thumbprint":{"type":"string","minLength":1},"file":{"type":"string","minLength":1}}};
const pattern10 = new RegExp("^(?=.{1,255}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*$", "u");
const pattern11 = new RegExp("^https://[^/?#@\\s]{1,253}:[0-9]{1,5}/?$", "u");

function validate37(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate37.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.machines === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "machines"},message:"must have required property '"+"machines"+"'",schema:schema49.required,parentSchema:schema49,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "machines") || (key0 === "endpoint")) || (key0 === "negotiateClientCertificate")) || (key0 === "certificate"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema49,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.machines !== undefined){
let data0 = data.machines;
if(Array.isArray(data0)){
if(data0.length < 1){
const err2 = {instancePath:instancePath+"/machines",schemaPath:"#/properties/machines/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema49.properties.machines,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 === "string"){
if(data1.length > 255){
const err3 = {instancePath:instancePath+"/machines/" + i0,schemaPath:"#/$defs/machineName/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema50,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data1.length < 1){
const err4 = {instancePath:instancePath+"/machines/" + i0,schemaPath:"#/$defs/machineName/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema50,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(!pattern10.test(data1)){
const err5 = {instancePath:instancePath+"/machines/" + i0,schemaPath:"#/$defs/machineName/pattern",keyword:"pattern",params:{pattern: "^(?=.{1,255}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*$"},message:"must match pattern \""+"^(?=.{1,255}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*$"+"\"",schema:"^(?=.{1,255}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*$",parentSchema:schema50,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/machines/" + i0,schemaPath:"#/$defs/machineName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.type,parentSchema:schema50,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath:instancePath+"/machines",schemaPath:"#/properties/machines/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema49.properties.machines.type,parentSchema:schema49.properties.machines,data:data0};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.endpoint !== undefined){
let data2 = data.endpoint;
if(typeof data2 === "string"){
if(data2.length > 268){
const err8 = {instancePath:instancePath+"/endpoint",schemaPath:"#/properties/endpoint/maxLength",keyword:"maxLength",params:{limit: 268},message:"must NOT have more than 268 characters",schema:268,parentSchema:schema49.properties.endpoint,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!pattern11.test(data2)){
const err9 = {instancePath:instancePath+"/endpoint",schemaPath:"#/properties/endpoint/pattern",keyword:"pattern",params:{pattern: "^https://[^/?#@\\s]{1,253}:[0-9]{1,5}/?$"},message:"must match pattern \""+"^https://[^/?#@\\s]{1,253}:[0-9]{1,5}/?$"+"\"",schema:"^https://[^/?#@\\s]{1,253}:[0-9]{1,5}/?$",parentSchema:schema49.properties.endpoint,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/endpoint",schemaPath:"#/properties/endpoint/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema49.properties.endpoint.type,parentSchema:schema49.properties.endpoint,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.negotiateClientCertificate !== undefined){
let data3 = data.negotiateClientCertificate;
if(typeof data3 !== "boolean"){
const err11 = {instancePath:instancePath+"/negotiateClientCertificate",schemaPath:"#/properties/negotiateClientCertificate/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema49.properties.negotiateClientCertificate.type,parentSchema:schema49.properties.negotiateClientCertificate,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.certificate !== undefined){
let data4 = data.certificate;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(Object.keys(data4).length > 1){
const err12 = {instancePath:instancePath+"/certificate",schemaPath:"#/$defs/masterCertificate/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties",schema:1,parentSchema:schema51,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(Object.keys(data4).length < 1){
const err13 = {instancePath:instancePath+"/certificate",schemaPath:"#/$defs/masterCertificate/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema51,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
for(const key1 in data4){
if(!((key1 === "thumbprint") || (key1 === "file"))){
const err14 = {instancePath:instancePath+"/certificate",schemaPath:"#/$defs/masterCertificate/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema51,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data4.thumbprint !== undefined){
let data5 = data4.thumbprint;
if(typeof data5 === "string"){
if(data5.length < 1){
const err15 = {instancePath:instancePath+"/certificate/thumbprint",schemaPath:"#/$defs/masterCertificate/properties/thumbprint/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema51.properties.thumbprint,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/certificate/thumbprint",schemaPath:"#/$defs/masterCertificate/properties/thumbprint/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema51.properties.thumbprint.type,parentSchema:schema51.properties.thumbprint,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data4.file !== undefined){
let data6 = data4.file;
if(typeof data6 === "string"){
if(data6.length < 1){
const err17 = {instancePath:instancePath+"/certificate/file",schemaPath:"#/$defs/masterCertificate/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema51.properties.file,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/certificate/file",schemaPath:"#/$defs/masterCertificate/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema51.properties.file.type,parentSchema:schema51.properties.file,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/certificate",schemaPath:"#/$defs/masterCertificate/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema51.type,parentSchema:schema51,data:data4};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema49.type,parentSchema:schema49,data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate37.errors = vErrors;
return errors === 0;
}
validate37.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema52 = {"type":"object","additionalProperties":false,"required":["machine"],"properties":{"machine":{"$ref":"#/$defs/machineName"},"state":{"enum":["present","absent"]},"enabled":{"type":"boolean"},"displayName":{"type":"string","maxLength":256},"description":{"type":"string"},"tags":{"type":"string"},"protect":{"type":"boolean"},"certificate":{"$ref":"#/$defs/certificate"},"settings":{"$ref":"#/$defs/settings"},"settingsAsWritten":{"type":"array","items":{"type":"string","minLength":1},"minItems":1,"maxItems":20,"uniqueItems":true},"access":{"$ref":"#/$defs/access"}}};
const schema54 = {"type":"object","additionalProperties":false,"$comment":"Not without both, and not with both: of the generated types, oneOf would make a union that says less.","not":{"type":"object","anyOf":[{"properties":{"thumbprint":false,"file":false}},{"not":{"anyOf":[{"properties":{"thumbprint":false}},{"properties":{"file":false}}]}}]},"properties":{"thumbprint":{"type":"string","minLength":1},"file":{"type":"string","minLength":1},"authority":{"type":"boolean"}}};
const func1 = Object.prototype.hasOwnProperty;
const schema55 = {"type":"object","properties":{"MaxTaskCount":{"$ref":"#/$defs/scalar"},"AgentHeartbeatInterval":{"$ref":"#/$defs/scalar"},"TaskHeartbeatInterval":{"$ref":"#/$defs/scalar"},"HeartbeatErrorTolerance":{"$ref":"#/$defs/scalar"},"TaskRequestMaxCPU":{"$ref":"#/$defs/scalar"},"TaskRequestMinMemory":{"$ref":"#/$defs/scalar"},"LeaseInterval":{"$ref":"#/$defs/scalar"},"TasksRootFolder":{"$ref":"#/$defs/scalar"},"TaskLogLevel":{"$ref":"#/$defs/scalar"},"TaskLogSegment":{"$ref":"#/$defs/scalar"},"TaskLogEnabled":{"$ref":"#/$defs/scalar"},"ExecutionLogCacheFolder":{"$ref":"#/$defs/scalar"},"ExecutionLogMaxBufferLogCount":{"$ref":"#/$defs/scalar"},"ExecutionLogMaxInMemoryBufferCount":{"$ref":"#/$defs/scalar"},"ExecutionLogRetryCount":{"$ref":"#/$defs/scalar"},"ExecutionLogRetryTimeout":{"$ref":"#/$defs/scalar"}},"additionalProperties":{"$ref":"#/$defs/scalar"}};
const schema56 = {"type":["string","number","boolean"]};

function validate40(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate40.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema55.properties, key0))){
let data0 = data[key0];
if(((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) && (typeof data0 !== "boolean")){
const err0 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/scalar/type",keyword:"type",params:{type: schema56.type},message:"must be string,number,boolean",schema:schema56.type,parentSchema:schema56,data:data0};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
}
if(data.MaxTaskCount !== undefined){
let data1 = data.MaxTaskCount;
if(((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))) && (typeof data1 !== "boolean")){
const err1 = {instancePath:instancePath+"/MaxTaskCount",schemaPath:"#/$defs/scalar/type",keyword:"type",params:{type: schema56.type},message:"must be string,number,boolean",schema:schema56.type,parentSchema:schema56,data:data1};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.AgentHeartbeatInterval !== undefined){
let data2 = data.AgentHeartbeatInterval;
if(((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) && (typeof data2 !== "boolean")){
const err2 = {instancePath:instancePath+"/AgentHeartbeatInterval",schemaPath:"#/$defs/scalar/type",keyword:"type",params:{type: schema56.type},message:"must be string,number,boolean",schema:schema56.type,parentSchema:schema56,data:data2};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.TaskHeartbeatInterval !== undefined){
let data3 = data.TaskHeartbeatInterval;
if(((typeof data3 !== "string") && (!((typeof data3 == "number") && (isFinite(data3))))) && (typeof data3 !== "boolean")){
const err3 = {instancePath:instancePath+"/TaskHeartbeatInterval",schemaPath:"#/$defs/scalar/type",keyword:"type",params:{type: schema56.type},message:"must be string,number,boolean",schema:schema56.type,parentSchema:schema56,data:data3};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.HeartbeatErrorTolerance !== undefined){
let data4 = data.HeartbeatErrorTolerance;
if(((typeof data4 !== "string") && (!((typeof data4 == "number") && (isFinite(data4))))) && (typeof data4 !== "boolean")){
const err4 = {instancePath:instancePath+"/HeartbeatErrorTolerance",schemaPath:"#/$defs/scalar/type",keyword:"type",params:{type: schema56.type},message:"must be string,number,boolean",schema:schema56.type,parentSchema:schema56,data:data4};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.TaskRequestMaxCPU !== undefined){
let data5 = data.TaskRequestMaxCPU;
if(((typeof data5 !== "string") && (!((typeof data5 == "number") && (isFinite(data5))))) && (typeof data5 !== "boolean")){
const err5 = {instancePath:instancePath+"/TaskRequestMaxCPU",schemaPath:"#/$defs/scalar/type",keyword:"type",params:{type: schema56.type},message:"must be string,number,boolean",schema:schema56.type,parentSchema:schema56,data:data5};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.TaskRequestMinMemory !== undefined){
let data6 = data.TaskRequestMinMemory;
if(((typeof data6 !== "string") && (!((typeof data6 == "number") && (isFinite(data6))))) && (typeof data6 !== "boolean")){
const err6 = {instancePath:instancePath+"/TaskRequestMinMemory",schemaPath:"#/$defs/scalar/type",keyword:"type",params:{type: schema56.type},message:"must be string,number,boolean",schema:schema56.type,parentSchema:schema56,data:data6};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.LeaseInterval !== undefined){
let data7 = data.LeaseInterval;
if(((typeof data7 !== "string") && (!((typeof data7 == "number") && (isFinite(data7))))) && (typeof data7 !== "boolean")){
const err7 = {instancePath:instancePath+"/LeaseInterval",schemaPath:"#/$defs/scalar/type",keyword:"type",params:{type: schema56.type},message:"must be string,number,boolean",schema:schema56.type,parentSchema:schema56,data:data7};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.TasksRootFolder !== undefined){
let data8 = data.TasksRootFolder;
if(((typeof data8 !== "string") && (!((typeof data8 == "number") && (isFinite(data8))))) && (typeof data8 !== "boolean")){
const err8 = {instancePath:instancePath+"/TasksRootFolder",schemaPath:"#/$defs/scalar/type",keyword:"type",params:{type: schema56.type},message:"must be string,number,boolean",schema:schema56.type,parentSchema:schema56,data:data8};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.TaskLogLevel !== undefined){
let data9 = data.TaskLogLevel;
if(((typeof data9 !== "string") && (!((typeof data9 == "number") && (isFinite(data9))))) && (typeof data9 !== "boolean")){
const err9 = {instancePath:instancePath+"/TaskLogLevel",schemaPath:"#/$defs/scalar/type",keyword:"type",params:{type: schema56.type},message:"must be string,number,boolean",schema:schema56.type,parentSchema:schema56,data:data9};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.TaskLogSegment !== undefined){
let data10 = data.TaskLogSegment;
if(((typeof data10 !== "string") && (!((typeof data10 == "number") && (isFinite(data10))))) && (typeof data10 !== "boolean")){
const err10 = {instancePath:instancePath+"/TaskLogSegment",schemaPath:"#/$defs/scalar/type",keyword:"type",params:{type: schema56.type},message:"must be string,number,boolean",schema:schema56.type,parentSchema:schema56,data:data10};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.TaskLogEnabled !== undefined){
let data11 = data.TaskLogEnabled;
if(((typeof data11 !== "string") && (!((typeof data11 == "number") && (isFinite(data11))))) && (typeof data11 !== "boolean")){
const err11 = {instancePath:instancePath+"/TaskLogEnabled",schemaPath:"#/$defs/scalar/type",keyword:"type",params:{type: schema56.type},message:"must be string,number,boolean",schema:schema56.type,parentSchema:schema56,data:data11};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.ExecutionLogCacheFolder !== undefined){
let data12 = data.ExecutionLogCacheFolder;
if(((typeof data12 !== "string") && (!((typeof data12 == "number") && (isFinite(data12))))) && (typeof data12 !== "boolean")){
const err12 = {instancePath:instancePath+"/ExecutionLogCacheFolder",schemaPath:"#/$defs/scalar/type",keyword:"type",params:{type: schema56.type},message:"must be string,number,boolean",schema:schema56.type,parentSchema:schema56,data:data12};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.ExecutionLogMaxBufferLogCount !== undefined){
let data13 = data.ExecutionLogMaxBufferLogCount;
if(((typeof data13 !== "string") && (!((typeof data13 == "number") && (isFinite(data13))))) && (typeof data13 !== "boolean")){
const err13 = {instancePath:instancePath+"/ExecutionLogMaxBufferLogCount",schemaPath:"#/$defs/scalar/type",keyword:"type",params:{type: schema56.type},message:"must be string,number,boolean",schema:schema56.type,parentSchema:schema56,data:data13};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.ExecutionLogMaxInMemoryBufferCount !== undefined){
let data14 = data.ExecutionLogMaxInMemoryBufferCount;
if(((typeof data14 !== "string") && (!((typeof data14 == "number") && (isFinite(data14))))) && (typeof data14 !== "boolean")){
const err14 = {instancePath:instancePath+"/ExecutionLogMaxInMemoryBufferCount",schemaPath:"#/$defs/scalar/type",keyword:"type",params:{type: schema56.type},message:"must be string,number,boolean",schema:schema56.type,parentSchema:schema56,data:data14};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.ExecutionLogRetryCount !== undefined){
let data15 = data.ExecutionLogRetryCount;
if(((typeof data15 !== "string") && (!((typeof data15 == "number") && (isFinite(data15))))) && (typeof data15 !== "boolean")){
const err15 = {instancePath:instancePath+"/ExecutionLogRetryCount",schemaPath:"#/$defs/scalar/type",keyword:"type",params:{type: schema56.type},message:"must be string,number,boolean",schema:schema56.type,parentSchema:schema56,data:data15};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.ExecutionLogRetryTimeout !== undefined){
let data16 = data.ExecutionLogRetryTimeout;
if(((typeof data16 !== "string") && (!((typeof data16 == "number") && (isFinite(data16))))) && (typeof data16 !== "boolean")){
const err16 = {instancePath:instancePath+"/ExecutionLogRetryTimeout",schemaPath:"#/$defs/scalar/type",keyword:"type",params:{type: schema56.type},message:"must be string,number,boolean",schema:schema56.type,parentSchema:schema56,data:data16};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema55.type,parentSchema:schema55,data};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate40.errors = vErrors;
return errors === 0;
}
validate40.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema73 = {"type":"object","additionalProperties":false,"required":["transport"],"properties":{"transport":{"enum":["ssh","winrm","local","manual","none"]},"user":{"type":"string","minLength":1},"host":{"type":"string","minLength":1},"port":{"type":"integer","minimum":1,"maximum":65535},"identity":{"$ref":"#/$defs/secretReference"},"password":{"$ref":"#/$defs/secretReference"},"jump":{"$ref":"#/$defs/jump"},"knownHosts":{"type":"string","minLength":1}}};
const schema76 = {"type":"object","additionalProperties":false,"required":["host"],"properties":{"host":{"type":"string","minLength":1},"port":{"type":"integer","minimum":1,"maximum":65535},"user":{"type":"string","minLength":1},"identity":{"$ref":"#/$defs/secretReference"},"password":{"$ref":"#/$defs/secretReference"}}};

function validate43(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate43.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.host === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'",schema:schema76.required,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "host") || (key0 === "port")) || (key0 === "user")) || (key0 === "identity")) || (key0 === "password"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.host !== undefined){
let data0 = data.host;
if(typeof data0 === "string"){
if(data0.length < 1){
const err2 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema76.properties.host,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema76.properties.host.type,parentSchema:schema76.properties.host,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.port !== undefined){
let data1 = data.port;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err4 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema76.properties.port.type,parentSchema:schema76.properties.port,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 65535 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema76.properties.port,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err6 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema76.properties.port,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data.user !== undefined){
let data2 = data.user;
if(typeof data2 === "string"){
if(data2.length < 1){
const err7 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema76.properties.user,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema76.properties.user.type,parentSchema:schema76.properties.user,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.identity !== undefined){
let data3 = data.identity;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(Object.keys(data3).length > 1){
const err9 = {instancePath:instancePath+"/identity",schemaPath:"#/$defs/secretReference/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties",schema:1,parentSchema:schema35,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(Object.keys(data3).length < 1){
const err10 = {instancePath:instancePath+"/identity",schemaPath:"#/$defs/secretReference/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema35,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key1 in data3){
if(!((key1 === "env") || (key1 === "file"))){
const err11 = {instancePath:instancePath+"/identity",schemaPath:"#/$defs/secretReference/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema35,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data3.env !== undefined){
let data4 = data3.env;
if(typeof data4 === "string"){
if(!pattern5.test(data4)){
const err12 = {instancePath:instancePath+"/identity/env",schemaPath:"#/$defs/secretReference/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema35.properties.env,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/identity/env",schemaPath:"#/$defs/secretReference/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.env.type,parentSchema:schema35.properties.env,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.file !== undefined){
let data5 = data3.file;
if(typeof data5 === "string"){
if(data5.length < 1){
const err14 = {instancePath:instancePath+"/identity/file",schemaPath:"#/$defs/secretReference/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema35.properties.file,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/identity/file",schemaPath:"#/$defs/secretReference/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.file.type,parentSchema:schema35.properties.file,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/identity",schemaPath:"#/$defs/secretReference/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data:data3};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.password !== undefined){
let data6 = data.password;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(Object.keys(data6).length > 1){
const err17 = {instancePath:instancePath+"/password",schemaPath:"#/$defs/secretReference/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties",schema:1,parentSchema:schema35,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(Object.keys(data6).length < 1){
const err18 = {instancePath:instancePath+"/password",schemaPath:"#/$defs/secretReference/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema35,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
for(const key2 in data6){
if(!((key2 === "env") || (key2 === "file"))){
const err19 = {instancePath:instancePath+"/password",schemaPath:"#/$defs/secretReference/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema35,data:data6};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data6.env !== undefined){
let data7 = data6.env;
if(typeof data7 === "string"){
if(!pattern5.test(data7)){
const err20 = {instancePath:instancePath+"/password/env",schemaPath:"#/$defs/secretReference/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema35.properties.env,data:data7};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/password/env",schemaPath:"#/$defs/secretReference/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.env.type,parentSchema:schema35.properties.env,data:data7};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data6.file !== undefined){
let data8 = data6.file;
if(typeof data8 === "string"){
if(data8.length < 1){
const err22 = {instancePath:instancePath+"/password/file",schemaPath:"#/$defs/secretReference/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema35.properties.file,data:data8};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/password/file",schemaPath:"#/$defs/secretReference/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.file.type,parentSchema:schema35.properties.file,data:data8};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath:instancePath+"/password",schemaPath:"#/$defs/secretReference/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data:data6};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema76.type,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
validate43.errors = vErrors;
return errors === 0;
}
validate43.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate42(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate42.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.transport === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "transport"},message:"must have required property '"+"transport"+"'",schema:schema73.required,parentSchema:schema73,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "transport") || (key0 === "user")) || (key0 === "host")) || (key0 === "port")) || (key0 === "identity")) || (key0 === "password")) || (key0 === "jump")) || (key0 === "knownHosts"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema73,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.transport !== undefined){
let data0 = data.transport;
if(!(((((data0 === "ssh") || (data0 === "winrm")) || (data0 === "local")) || (data0 === "manual")) || (data0 === "none"))){
const err2 = {instancePath:instancePath+"/transport",schemaPath:"#/properties/transport/enum",keyword:"enum",params:{allowedValues: schema73.properties.transport.enum},message:"must be equal to one of the allowed values",schema:schema73.properties.transport.enum,parentSchema:schema73.properties.transport,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.user !== undefined){
let data1 = data.user;
if(typeof data1 === "string"){
if(data1.length < 1){
const err3 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema73.properties.user,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema73.properties.user.type,parentSchema:schema73.properties.user,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.host !== undefined){
let data2 = data.host;
if(typeof data2 === "string"){
if(data2.length < 1){
const err5 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema73.properties.host,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema73.properties.host.type,parentSchema:schema73.properties.host,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.port !== undefined){
let data3 = data.port;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err7 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema73.properties.port.type,parentSchema:schema73.properties.port,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 65535 || isNaN(data3)){
const err8 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema73.properties.port,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data3 < 1 || isNaN(data3)){
const err9 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema73.properties.port,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
if(data.identity !== undefined){
let data4 = data.identity;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(Object.keys(data4).length > 1){
const err10 = {instancePath:instancePath+"/identity",schemaPath:"#/$defs/secretReference/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties",schema:1,parentSchema:schema35,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(Object.keys(data4).length < 1){
const err11 = {instancePath:instancePath+"/identity",schemaPath:"#/$defs/secretReference/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema35,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key1 in data4){
if(!((key1 === "env") || (key1 === "file"))){
const err12 = {instancePath:instancePath+"/identity",schemaPath:"#/$defs/secretReference/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema35,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data4.env !== undefined){
let data5 = data4.env;
if(typeof data5 === "string"){
if(!pattern5.test(data5)){
const err13 = {instancePath:instancePath+"/identity/env",schemaPath:"#/$defs/secretReference/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema35.properties.env,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/identity/env",schemaPath:"#/$defs/secretReference/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.env.type,parentSchema:schema35.properties.env,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data4.file !== undefined){
let data6 = data4.file;
if(typeof data6 === "string"){
if(data6.length < 1){
const err15 = {instancePath:instancePath+"/identity/file",schemaPath:"#/$defs/secretReference/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema35.properties.file,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/identity/file",schemaPath:"#/$defs/secretReference/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.file.type,parentSchema:schema35.properties.file,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/identity",schemaPath:"#/$defs/secretReference/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data:data4};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.password !== undefined){
let data7 = data.password;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(Object.keys(data7).length > 1){
const err18 = {instancePath:instancePath+"/password",schemaPath:"#/$defs/secretReference/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties",schema:1,parentSchema:schema35,data:data7};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(Object.keys(data7).length < 1){
const err19 = {instancePath:instancePath+"/password",schemaPath:"#/$defs/secretReference/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema35,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
for(const key2 in data7){
if(!((key2 === "env") || (key2 === "file"))){
const err20 = {instancePath:instancePath+"/password",schemaPath:"#/$defs/secretReference/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema35,data:data7};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data7.env !== undefined){
let data8 = data7.env;
if(typeof data8 === "string"){
if(!pattern5.test(data8)){
const err21 = {instancePath:instancePath+"/password/env",schemaPath:"#/$defs/secretReference/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema35.properties.env,data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/password/env",schemaPath:"#/$defs/secretReference/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.env.type,parentSchema:schema35.properties.env,data:data8};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data7.file !== undefined){
let data9 = data7.file;
if(typeof data9 === "string"){
if(data9.length < 1){
const err23 = {instancePath:instancePath+"/password/file",schemaPath:"#/$defs/secretReference/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema35.properties.file,data:data9};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/password/file",schemaPath:"#/$defs/secretReference/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.file.type,parentSchema:schema35.properties.file,data:data9};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/password",schemaPath:"#/$defs/secretReference/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data:data7};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.jump !== undefined){
if(!(validate43(data.jump, {instancePath:instancePath+"/jump",parentData:data,parentDataProperty:"jump",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate43.errors : appended(vErrors, validate43.errors);
errors = vErrors.length;
}
}
if(data.knownHosts !== undefined){
let data11 = data.knownHosts;
if(typeof data11 === "string"){
if(data11.length < 1){
const err26 = {instancePath:instancePath+"/knownHosts",schemaPath:"#/properties/knownHosts/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema73.properties.knownHosts,data:data11};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/knownHosts",schemaPath:"#/properties/knownHosts/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema73.properties.knownHosts.type,parentSchema:schema73.properties.knownHosts,data:data11};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema73.type,parentSchema:schema73,data};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
validate42.errors = vErrors;
return errors === 0;
}
validate42.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate39(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate39.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.machine === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "machine"},message:"must have required property '"+"machine"+"'",schema:schema52.required,parentSchema:schema52,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema52.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema52,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.machine !== undefined){
let data0 = data.machine;
if(typeof data0 === "string"){
if(data0.length > 255){
const err2 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/machineName/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema50,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.length < 1){
const err3 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/machineName/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema50,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!pattern10.test(data0)){
const err4 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/machineName/pattern",keyword:"pattern",params:{pattern: "^(?=.{1,255}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*$"},message:"must match pattern \""+"^(?=.{1,255}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*$"+"\"",schema:"^(?=.{1,255}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*$",parentSchema:schema50,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/machine",schemaPath:"#/$defs/machineName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.type,parentSchema:schema50,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.state !== undefined){
let data1 = data.state;
if(!((data1 === "present") || (data1 === "absent"))){
const err6 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/enum",keyword:"enum",params:{allowedValues: schema52.properties.state.enum},message:"must be equal to one of the allowed values",schema:schema52.properties.state.enum,parentSchema:schema52.properties.state,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.enabled !== undefined){
let data2 = data.enabled;
if(typeof data2 !== "boolean"){
const err7 = {instancePath:instancePath+"/enabled",schemaPath:"#/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema52.properties.enabled.type,parentSchema:schema52.properties.enabled,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.displayName !== undefined){
let data3 = data.displayName;
if(typeof data3 === "string"){
if(data3.length > 256){
const err8 = {instancePath:instancePath+"/displayName",schemaPath:"#/properties/displayName/maxLength",keyword:"maxLength",params:{limit: 256},message:"must NOT have more than 256 characters",schema:256,parentSchema:schema52.properties.displayName,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/displayName",schemaPath:"#/properties/displayName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema52.properties.displayName.type,parentSchema:schema52.properties.displayName,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.description !== undefined){
let data4 = data.description;
if(typeof data4 !== "string"){
const err10 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema52.properties.description.type,parentSchema:schema52.properties.description,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.tags !== undefined){
let data5 = data.tags;
if(typeof data5 !== "string"){
const err11 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema52.properties.tags.type,parentSchema:schema52.properties.tags,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.protect !== undefined){
let data6 = data.protect;
if(typeof data6 !== "boolean"){
const err12 = {instancePath:instancePath+"/protect",schemaPath:"#/properties/protect/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema52.properties.protect.type,parentSchema:schema52.properties.protect,data:data6};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.certificate !== undefined){
let data7 = data.certificate;
const _errs21 = errors;
const _errs22 = errors;
if(!(data7 && typeof data7 == "object" && !Array.isArray(data7))){
const err13 = {};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
const _errs24 = errors;
let valid4 = false;
const _errs25 = errors;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.thumbprint !== undefined){
var valid5 = false;
const err14 = {};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
else {
var valid5 = true;
}
if(valid5){
if(data7.file !== undefined){
var valid5 = false;
const err15 = {};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
else {
var valid5 = true;
}
}
}
var _valid0 = _errs25 === errors;
valid4 = valid4 || _valid0;
if(_valid0){
var props0 = {};
props0.thumbprint = true;
props0.file = true;
}
const _errs26 = errors;
const _errs27 = errors;
const _errs28 = errors;
const _errs29 = errors;
let valid7 = false;
const _errs30 = errors;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.thumbprint !== undefined){
const err16 = {};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
var _valid1 = _errs30 === errors;
valid7 = valid7 || _valid1;
if(_valid1){
var props1 = {};
props1.thumbprint = true;
}
const _errs31 = errors;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.file !== undefined){
const err17 = {};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
var _valid1 = _errs31 === errors;
valid7 = valid7 || _valid1;
if(_valid1){
if(props1 !== true){
props1 = props1 || {};
props1.file = true;
}
}
if(!valid7){
const err18 = {};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
else {
errors = _errs29;
if(vErrors !== null){
if(_errs29){
vErrors.length = _errs29;
}
else {
vErrors = null;
}
}
}
var valid6 = _errs28 === errors;
if(valid6){
const err19 = {};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
else {
errors = _errs27;
if(vErrors !== null){
if(_errs27){
vErrors.length = _errs27;
}
else {
vErrors = null;
}
}
}
var _valid0 = _errs26 === errors;
valid4 = valid4 || _valid0;
if(!valid4){
const err20 = {};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
else {
errors = _errs24;
if(vErrors !== null){
if(_errs24){
vErrors.length = _errs24;
}
else {
vErrors = null;
}
}
}
var valid3 = _errs22 === errors;
if(valid3){
const err21 = {instancePath:instancePath+"/certificate",schemaPath:"#/$defs/certificate/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema54.not,parentSchema:schema54,data:data7};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
else {
errors = _errs21;
if(vErrors !== null){
if(_errs21){
vErrors.length = _errs21;
}
else {
vErrors = null;
}
}
}
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key1 in data7){
if(!(((key1 === "thumbprint") || (key1 === "file")) || (key1 === "authority"))){
const err22 = {instancePath:instancePath+"/certificate",schemaPath:"#/$defs/certificate/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema54,data:data7};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data7.thumbprint !== undefined){
let data12 = data7.thumbprint;
if(typeof data12 === "string"){
if(data12.length < 1){
const err23 = {instancePath:instancePath+"/certificate/thumbprint",schemaPath:"#/$defs/certificate/properties/thumbprint/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema54.properties.thumbprint,data:data12};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/certificate/thumbprint",schemaPath:"#/$defs/certificate/properties/thumbprint/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema54.properties.thumbprint.type,parentSchema:schema54.properties.thumbprint,data:data12};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data7.file !== undefined){
let data13 = data7.file;
if(typeof data13 === "string"){
if(data13.length < 1){
const err25 = {instancePath:instancePath+"/certificate/file",schemaPath:"#/$defs/certificate/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema54.properties.file,data:data13};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/certificate/file",schemaPath:"#/$defs/certificate/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema54.properties.file.type,parentSchema:schema54.properties.file,data:data13};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data7.authority !== undefined){
let data14 = data7.authority;
if(typeof data14 !== "boolean"){
const err27 = {instancePath:instancePath+"/certificate/authority",schemaPath:"#/$defs/certificate/properties/authority/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema54.properties.authority.type,parentSchema:schema54.properties.authority,data:data14};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/certificate",schemaPath:"#/$defs/certificate/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema54.type,parentSchema:schema54,data:data7};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.settings !== undefined){
if(!(validate40(data.settings, {instancePath:instancePath+"/settings",parentData:data,parentDataProperty:"settings",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate40.errors : appended(vErrors, validate40.errors);
errors = vErrors.length;
}
}
if(data.settingsAsWritten !== undefined){
let data16 = data.settingsAsWritten;
if(Array.isArray(data16)){
if(data16.length > 20){
const err29 = {instancePath:instancePath+"/settingsAsWritten",schemaPath:"#/properties/settingsAsWritten/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items",schema:20,parentSchema:schema52.properties.settingsAsWritten,data:data16};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data16.length < 1){
const err30 = {instancePath:instancePath+"/settingsAsWritten",schemaPath:"#/properties/settingsAsWritten/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema52.properties.settingsAsWritten,data:data16};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
const len0 = data16.length;
for(let i0=0; i0<len0; i0++){
let data17 = data16[i0];
if(typeof data17 === "string"){
if(data17.length < 1){
const err31 = {instancePath:instancePath+"/settingsAsWritten/" + i0,schemaPath:"#/properties/settingsAsWritten/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema52.properties.settingsAsWritten.items,data:data17};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/settingsAsWritten/" + i0,schemaPath:"#/properties/settingsAsWritten/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema52.properties.settingsAsWritten.items.type,parentSchema:schema52.properties.settingsAsWritten.items,data:data17};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
let i1 = data16.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data16[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err33 = {instancePath:instancePath+"/settingsAsWritten",schemaPath:"#/properties/settingsAsWritten/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema52.properties.settingsAsWritten,data:data16};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err34 = {instancePath:instancePath+"/settingsAsWritten",schemaPath:"#/properties/settingsAsWritten/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema52.properties.settingsAsWritten.type,parentSchema:schema52.properties.settingsAsWritten,data:data16};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.access !== undefined){
if(!(validate42(data.access, {instancePath:instancePath+"/access",parentData:data,parentDataProperty:"access",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate42.errors : appended(vErrors, validate42.errors);
errors = vErrors.length;
}
}
}
else {
const err35 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema52.type,parentSchema:schema52,data};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
validate39.errors = vErrors;
return errors === 0;
}
validate39.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema79 = {"type":"object","additionalProperties":false,"properties":{"prune":{"type":"boolean"},"maxRemovals":{"type":"integer","minimum":0},"requireRehearsal":{"enum":["disruptive","destructive"]},"drain":{"$ref":"#/$defs/drain"},"rollout":{"$ref":"#/$defs/rollout"},"certificates":{"$ref":"#/$defs/certificatePolicy"},"windows":{"type":"array","items":{"$ref":"#/$defs/changeWindow"}},"notify":{"type":"array","items":{"$ref":"#/$defs/notifyTarget"}},"registrationTimeout":{"type":"string","pattern":"^(?=[0-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?$","patternErrorMessage":"must be a time such as 30m, 1h30m or 90s"},"parallelism":{"type":"integer","minimum":1,"maximum":256}}};
const schema80 = {"type":"object","additionalProperties":false,"properties":{"timeout":{"type":"string","pattern":"^(?=[0-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?$","patternErrorMessage":"must be a time such as 30m, 1h30m or 90s"},"onTimeout":{"enum":["stop","disable"]}}};
const schema81 = {"type":"object","additionalProperties":false,"properties":{"maxUnavailable":{"type":["integer","string"],"minimum":1,"pattern":"^(100|[1-9][0-9]?)%$","patternErrorMessage":"must be a number of workers or a percentage from 1% to 100%"},"order":{"enum":["listed","idleFirst"]},"healthyWithin":{"type":"string"},"pauseAfterFirst":{"type":"string"},"maxFailures":{"type":"integer","minimum":0}}};
const schema82 = {"type":"object","additionalProperties":false,"properties":{"renewBefore":{"type":"string","pattern":"^(?=.{2,5}$)(never|([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d)$","patternErrorMessage":"must be a number of days from 1d to 3650d, such as 60d, or never"},"keepOld":{"type":"string","pattern":"^(?=.{2,5}$)([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d$","patternErrorMessage":"must be a number of days from 1d to 3650d, such as 7d"},"validity":{"type":"string","pattern":"^(?=.{2,5}$)(([1-9]|10)y|([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d)$","patternErrorMessage":"must be a number of years from 1y to 10y or of days from 1d to 3650d, such as 5y"},"warnBefore":{"type":"string","pattern":"^(?=.{2,5}$)([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d$","patternErrorMessage":"must be a number of days from 1d to 3650d, such as 30d"}}};
const schema83 = {"type":"object","additionalProperties":false,"required":["duration","timeZone"],"properties":{"allow":{"type":"string","maxLength":256},"deny":{"type":"string","maxLength":256},"duration":{"type":"string"},"timeZone":{"type":"string","minLength":1,"maxLength":64},"targets":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}}}};
const pattern17 = new RegExp("^(?=[0-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?$", "u");
const pattern18 = new RegExp("^(100|[1-9][0-9]?)%$", "u");
const pattern19 = new RegExp("^(?=.{2,5}$)(never|([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d)$", "u");
const pattern20 = new RegExp("^(?=.{2,5}$)([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d$", "u");
const pattern21 = new RegExp("^(?=.{2,5}$)(([1-9]|10)y|([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d)$", "u");
const schema84 = {"type":"object","additionalProperties":false,"required":["type","url"],"properties":{"type":{"enum":["generic","slack","teams"]},"url":{"$ref":"#/$defs/secretReference"},"secret":{"$ref":"#/$defs/secretReference"},"on":{"type":"array","minItems":1,"items":{"enum":["drift","failure","unhealthy","certificate","recovery","approval","window"]}}}};

function validate49(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate49.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema84.required,parentSchema:schema84,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.url === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "url"},message:"must have required property '"+"url"+"'",schema:schema84.required,parentSchema:schema84,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "type") || (key0 === "url")) || (key0 === "secret")) || (key0 === "on"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema84,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(!(((data0 === "generic") || (data0 === "slack")) || (data0 === "teams"))){
const err3 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema84.properties.type.enum},message:"must be equal to one of the allowed values",schema:schema84.properties.type.enum,parentSchema:schema84.properties.type,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.url !== undefined){
let data1 = data.url;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(Object.keys(data1).length > 1){
const err4 = {instancePath:instancePath+"/url",schemaPath:"#/$defs/secretReference/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties",schema:1,parentSchema:schema35,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(Object.keys(data1).length < 1){
const err5 = {instancePath:instancePath+"/url",schemaPath:"#/$defs/secretReference/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema35,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key1 in data1){
if(!((key1 === "env") || (key1 === "file"))){
const err6 = {instancePath:instancePath+"/url",schemaPath:"#/$defs/secretReference/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema35,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data1.env !== undefined){
let data2 = data1.env;
if(typeof data2 === "string"){
if(!pattern5.test(data2)){
const err7 = {instancePath:instancePath+"/url/env",schemaPath:"#/$defs/secretReference/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema35.properties.env,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/url/env",schemaPath:"#/$defs/secretReference/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.env.type,parentSchema:schema35.properties.env,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data1.file !== undefined){
let data3 = data1.file;
if(typeof data3 === "string"){
if(data3.length < 1){
const err9 = {instancePath:instancePath+"/url/file",schemaPath:"#/$defs/secretReference/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema35.properties.file,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/url/file",schemaPath:"#/$defs/secretReference/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.file.type,parentSchema:schema35.properties.file,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/url",schemaPath:"#/$defs/secretReference/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data:data1};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.secret !== undefined){
let data4 = data.secret;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(Object.keys(data4).length > 1){
const err12 = {instancePath:instancePath+"/secret",schemaPath:"#/$defs/secretReference/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties",schema:1,parentSchema:schema35,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(Object.keys(data4).length < 1){
const err13 = {instancePath:instancePath+"/secret",schemaPath:"#/$defs/secretReference/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema35,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
for(const key2 in data4){
if(!((key2 === "env") || (key2 === "file"))){
const err14 = {instancePath:instancePath+"/secret",schemaPath:"#/$defs/secretReference/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema35,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data4.env !== undefined){
let data5 = data4.env;
if(typeof data5 === "string"){
if(!pattern5.test(data5)){
const err15 = {instancePath:instancePath+"/secret/env",schemaPath:"#/$defs/secretReference/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema35.properties.env,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/secret/env",schemaPath:"#/$defs/secretReference/properties/env/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.env.type,parentSchema:schema35.properties.env,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data4.file !== undefined){
let data6 = data4.file;
if(typeof data6 === "string"){
if(data6.length < 1){
const err17 = {instancePath:instancePath+"/secret/file",schemaPath:"#/$defs/secretReference/properties/file/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema35.properties.file,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/secret/file",schemaPath:"#/$defs/secretReference/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.properties.file.type,parentSchema:schema35.properties.file,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/secret",schemaPath:"#/$defs/secretReference/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema35.type,parentSchema:schema35,data:data4};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.on !== undefined){
let data7 = data.on;
if(Array.isArray(data7)){
if(data7.length < 1){
const err20 = {instancePath:instancePath+"/on",schemaPath:"#/properties/on/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema84.properties.on,data:data7};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
let data8 = data7[i0];
if(!(((((((data8 === "drift") || (data8 === "failure")) || (data8 === "unhealthy")) || (data8 === "certificate")) || (data8 === "recovery")) || (data8 === "approval")) || (data8 === "window"))){
const err21 = {instancePath:instancePath+"/on/" + i0,schemaPath:"#/properties/on/items/enum",keyword:"enum",params:{allowedValues: schema84.properties.on.items.enum},message:"must be equal to one of the allowed values",schema:schema84.properties.on.items.enum,parentSchema:schema84.properties.on.items,data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/on",schemaPath:"#/properties/on/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema84.properties.on.type,parentSchema:schema84.properties.on,data:data7};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema84.type,parentSchema:schema84,data};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
validate49.errors = vErrors;
return errors === 0;
}
validate49.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate48(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate48.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema79.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema79,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.prune !== undefined){
let data0 = data.prune;
if(typeof data0 !== "boolean"){
const err1 = {instancePath:instancePath+"/prune",schemaPath:"#/properties/prune/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema79.properties.prune.type,parentSchema:schema79.properties.prune,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.maxRemovals !== undefined){
let data1 = data.maxRemovals;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err2 = {instancePath:instancePath+"/maxRemovals",schemaPath:"#/properties/maxRemovals/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema79.properties.maxRemovals.type,parentSchema:schema79.properties.maxRemovals,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
const err3 = {instancePath:instancePath+"/maxRemovals",schemaPath:"#/properties/maxRemovals/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema79.properties.maxRemovals,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
if(data.requireRehearsal !== undefined){
let data2 = data.requireRehearsal;
if(!((data2 === "disruptive") || (data2 === "destructive"))){
const err4 = {instancePath:instancePath+"/requireRehearsal",schemaPath:"#/properties/requireRehearsal/enum",keyword:"enum",params:{allowedValues: schema79.properties.requireRehearsal.enum},message:"must be equal to one of the allowed values",schema:schema79.properties.requireRehearsal.enum,parentSchema:schema79.properties.requireRehearsal,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.drain !== undefined){
let data3 = data.drain;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
if(!((key1 === "timeout") || (key1 === "onTimeout"))){
const err5 = {instancePath:instancePath+"/drain",schemaPath:"#/$defs/drain/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema80,data:data3};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data3.timeout !== undefined){
let data4 = data3.timeout;
if(typeof data4 === "string"){
if(!pattern17.test(data4)){
const err6 = {instancePath:instancePath+"/drain/timeout",schemaPath:"#/$defs/drain/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?$"},message:"must match pattern \""+"^(?=[0-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?$"+"\"",schema:"^(?=[0-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?$",parentSchema:schema80.properties.timeout,data:data4};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/drain/timeout",schemaPath:"#/$defs/drain/properties/timeout/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema80.properties.timeout.type,parentSchema:schema80.properties.timeout,data:data4};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data3.onTimeout !== undefined){
let data5 = data3.onTimeout;
if(!((data5 === "stop") || (data5 === "disable"))){
const err8 = {instancePath:instancePath+"/drain/onTimeout",schemaPath:"#/$defs/drain/properties/onTimeout/enum",keyword:"enum",params:{allowedValues: schema80.properties.onTimeout.enum},message:"must be equal to one of the allowed values",schema:schema80.properties.onTimeout.enum,parentSchema:schema80.properties.onTimeout,data:data5};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/drain",schemaPath:"#/$defs/drain/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema80.type,parentSchema:schema80,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.rollout !== undefined){
let data6 = data.rollout;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key2 in data6){
if(!(((((key2 === "maxUnavailable") || (key2 === "order")) || (key2 === "healthyWithin")) || (key2 === "pauseAfterFirst")) || (key2 === "maxFailures"))){
const err10 = {instancePath:instancePath+"/rollout",schemaPath:"#/$defs/rollout/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema81,data:data6};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data6.maxUnavailable !== undefined){
let data7 = data6.maxUnavailable;
if((!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))) && (typeof data7 !== "string")){
const err11 = {instancePath:instancePath+"/rollout/maxUnavailable",schemaPath:"#/$defs/rollout/properties/maxUnavailable/type",keyword:"type",params:{type: schema81.properties.maxUnavailable.type},message:"must be integer,string",schema:schema81.properties.maxUnavailable.type,parentSchema:schema81.properties.maxUnavailable,data:data7};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 1 || isNaN(data7)){
const err12 = {instancePath:instancePath+"/rollout/maxUnavailable",schemaPath:"#/$defs/rollout/properties/maxUnavailable/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema81.properties.maxUnavailable,data:data7};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(typeof data7 === "string"){
if(!pattern18.test(data7)){
const err13 = {instancePath:instancePath+"/rollout/maxUnavailable",schemaPath:"#/$defs/rollout/properties/maxUnavailable/pattern",keyword:"pattern",params:{pattern: "^(100|[1-9][0-9]?)%$"},message:"must match pattern \""+"^(100|[1-9][0-9]?)%$"+"\"",schema:"^(100|[1-9][0-9]?)%$",parentSchema:schema81.properties.maxUnavailable,data:data7};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data6.order !== undefined){
let data8 = data6.order;
if(!((data8 === "listed") || (data8 === "idleFirst"))){
const err14 = {instancePath:instancePath+"/rollout/order",schemaPath:"#/$defs/rollout/properties/order/enum",keyword:"enum",params:{allowedValues: schema81.properties.order.enum},message:"must be equal to one of the allowed values",schema:schema81.properties.order.enum,parentSchema:schema81.properties.order,data:data8};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data6.healthyWithin !== undefined){
let data9 = data6.healthyWithin;
if(typeof data9 !== "string"){
const err15 = {instancePath:instancePath+"/rollout/healthyWithin",schemaPath:"#/$defs/rollout/properties/healthyWithin/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema81.properties.healthyWithin.type,parentSchema:schema81.properties.healthyWithin,data:data9};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data6.pauseAfterFirst !== undefined){
let data10 = data6.pauseAfterFirst;
if(typeof data10 !== "string"){
const err16 = {instancePath:instancePath+"/rollout/pauseAfterFirst",schemaPath:"#/$defs/rollout/properties/pauseAfterFirst/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema81.properties.pauseAfterFirst.type,parentSchema:schema81.properties.pauseAfterFirst,data:data10};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data6.maxFailures !== undefined){
let data11 = data6.maxFailures;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err17 = {instancePath:instancePath+"/rollout/maxFailures",schemaPath:"#/$defs/rollout/properties/maxFailures/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema81.properties.maxFailures.type,parentSchema:schema81.properties.maxFailures,data:data11};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
const err18 = {instancePath:instancePath+"/rollout/maxFailures",schemaPath:"#/$defs/rollout/properties/maxFailures/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema81.properties.maxFailures,data:data11};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
}
else {
const err19 = {instancePath:instancePath+"/rollout",schemaPath:"#/$defs/rollout/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema81.type,parentSchema:schema81,data:data6};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.certificates !== undefined){
let data12 = data.certificates;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key3 in data12){
if(!((((key3 === "renewBefore") || (key3 === "keepOld")) || (key3 === "validity")) || (key3 === "warnBefore"))){
const err20 = {instancePath:instancePath+"/certificates",schemaPath:"#/$defs/certificatePolicy/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema82,data:data12};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data12.renewBefore !== undefined){
let data13 = data12.renewBefore;
if(typeof data13 === "string"){
if(!pattern19.test(data13)){
const err21 = {instancePath:instancePath+"/certificates/renewBefore",schemaPath:"#/$defs/certificatePolicy/properties/renewBefore/pattern",keyword:"pattern",params:{pattern: "^(?=.{2,5}$)(never|([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d)$"},message:"must match pattern \""+"^(?=.{2,5}$)(never|([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d)$"+"\"",schema:"^(?=.{2,5}$)(never|([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d)$",parentSchema:schema82.properties.renewBefore,data:data13};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/certificates/renewBefore",schemaPath:"#/$defs/certificatePolicy/properties/renewBefore/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema82.properties.renewBefore.type,parentSchema:schema82.properties.renewBefore,data:data13};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data12.keepOld !== undefined){
let data14 = data12.keepOld;
if(typeof data14 === "string"){
if(!pattern20.test(data14)){
const err23 = {instancePath:instancePath+"/certificates/keepOld",schemaPath:"#/$defs/certificatePolicy/properties/keepOld/pattern",keyword:"pattern",params:{pattern: "^(?=.{2,5}$)([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d$"},message:"must match pattern \""+"^(?=.{2,5}$)([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d$"+"\"",schema:"^(?=.{2,5}$)([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d$",parentSchema:schema82.properties.keepOld,data:data14};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/certificates/keepOld",schemaPath:"#/$defs/certificatePolicy/properties/keepOld/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema82.properties.keepOld.type,parentSchema:schema82.properties.keepOld,data:data14};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data12.validity !== undefined){
let data15 = data12.validity;
if(typeof data15 === "string"){
if(!pattern21.test(data15)){
const err25 = {instancePath:instancePath+"/certificates/validity",schemaPath:"#/$defs/certificatePolicy/properties/validity/pattern",keyword:"pattern",params:{pattern: "^(?=.{2,5}$)(([1-9]|10)y|([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d)$"},message:"must match pattern \""+"^(?=.{2,5}$)(([1-9]|10)y|([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d)$"+"\"",schema:"^(?=.{2,5}$)(([1-9]|10)y|([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d)$",parentSchema:schema82.properties.validity,data:data15};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/certificates/validity",schemaPath:"#/$defs/certificatePolicy/properties/validity/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema82.properties.validity.type,parentSchema:schema82.properties.validity,data:data15};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data12.warnBefore !== undefined){
let data16 = data12.warnBefore;
if(typeof data16 === "string"){
if(!pattern20.test(data16)){
const err27 = {instancePath:instancePath+"/certificates/warnBefore",schemaPath:"#/$defs/certificatePolicy/properties/warnBefore/pattern",keyword:"pattern",params:{pattern: "^(?=.{2,5}$)([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d$"},message:"must match pattern \""+"^(?=.{2,5}$)([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d$"+"\"",schema:"^(?=.{2,5}$)([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d$",parentSchema:schema82.properties.warnBefore,data:data16};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/certificates/warnBefore",schemaPath:"#/$defs/certificatePolicy/properties/warnBefore/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema82.properties.warnBefore.type,parentSchema:schema82.properties.warnBefore,data:data16};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/certificates",schemaPath:"#/$defs/certificatePolicy/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema82.type,parentSchema:schema82,data:data12};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.windows !== undefined){
let data17 = data.windows;
if(Array.isArray(data17)){
const len0 = data17.length;
for(let i0=0; i0<len0; i0++){
let data18 = data17[i0];
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
if(data18.duration === undefined){
const err30 = {instancePath:instancePath+"/windows/" + i0,schemaPath:"#/$defs/changeWindow/required",keyword:"required",params:{missingProperty: "duration"},message:"must have required property '"+"duration"+"'",schema:schema83.required,parentSchema:schema83,data:data18};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data18.timeZone === undefined){
const err31 = {instancePath:instancePath+"/windows/" + i0,schemaPath:"#/$defs/changeWindow/required",keyword:"required",params:{missingProperty: "timeZone"},message:"must have required property '"+"timeZone"+"'",schema:schema83.required,parentSchema:schema83,data:data18};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
for(const key4 in data18){
if(!(((((key4 === "allow") || (key4 === "deny")) || (key4 === "duration")) || (key4 === "timeZone")) || (key4 === "targets"))){
const err32 = {instancePath:instancePath+"/windows/" + i0,schemaPath:"#/$defs/changeWindow/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema83,data:data18};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data18.allow !== undefined){
let data19 = data18.allow;
if(typeof data19 === "string"){
if(data19.length > 256){
const err33 = {instancePath:instancePath+"/windows/" + i0+"/allow",schemaPath:"#/$defs/changeWindow/properties/allow/maxLength",keyword:"maxLength",params:{limit: 256},message:"must NOT have more than 256 characters",schema:256,parentSchema:schema83.properties.allow,data:data19};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/windows/" + i0+"/allow",schemaPath:"#/$defs/changeWindow/properties/allow/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema83.properties.allow.type,parentSchema:schema83.properties.allow,data:data19};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data18.deny !== undefined){
let data20 = data18.deny;
if(typeof data20 === "string"){
if(data20.length > 256){
const err35 = {instancePath:instancePath+"/windows/" + i0+"/deny",schemaPath:"#/$defs/changeWindow/properties/deny/maxLength",keyword:"maxLength",params:{limit: 256},message:"must NOT have more than 256 characters",schema:256,parentSchema:schema83.properties.deny,data:data20};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/windows/" + i0+"/deny",schemaPath:"#/$defs/changeWindow/properties/deny/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema83.properties.deny.type,parentSchema:schema83.properties.deny,data:data20};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data18.duration !== undefined){
let data21 = data18.duration;
if(typeof data21 !== "string"){
const err37 = {instancePath:instancePath+"/windows/" + i0+"/duration",schemaPath:"#/$defs/changeWindow/properties/duration/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema83.properties.duration.type,parentSchema:schema83.properties.duration,data:data21};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data18.timeZone !== undefined){
let data22 = data18.timeZone;
if(typeof data22 === "string"){
if(data22.length > 64){
const err38 = {instancePath:instancePath+"/windows/" + i0+"/timeZone",schemaPath:"#/$defs/changeWindow/properties/timeZone/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters",schema:64,parentSchema:schema83.properties.timeZone,data:data22};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data22.length < 1){
const err39 = {instancePath:instancePath+"/windows/" + i0+"/timeZone",schemaPath:"#/$defs/changeWindow/properties/timeZone/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema83.properties.timeZone,data:data22};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/windows/" + i0+"/timeZone",schemaPath:"#/$defs/changeWindow/properties/timeZone/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema83.properties.timeZone.type,parentSchema:schema83.properties.timeZone,data:data22};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data18.targets !== undefined){
let data23 = data18.targets;
if(Array.isArray(data23)){
if(data23.length < 1){
const err41 = {instancePath:instancePath+"/windows/" + i0+"/targets",schemaPath:"#/$defs/changeWindow/properties/targets/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema83.properties.targets,data:data23};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
const len1 = data23.length;
for(let i1=0; i1<len1; i1++){
let data24 = data23[i1];
if(typeof data24 === "string"){
if(data24.length < 1){
const err42 = {instancePath:instancePath+"/windows/" + i0+"/targets/" + i1,schemaPath:"#/$defs/changeWindow/properties/targets/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema83.properties.targets.items,data:data24};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/windows/" + i0+"/targets/" + i1,schemaPath:"#/$defs/changeWindow/properties/targets/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema83.properties.targets.items.type,parentSchema:schema83.properties.targets.items,data:data24};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath:instancePath+"/windows/" + i0+"/targets",schemaPath:"#/$defs/changeWindow/properties/targets/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema83.properties.targets.type,parentSchema:schema83.properties.targets,data:data23};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
else {
const err45 = {instancePath:instancePath+"/windows/" + i0,schemaPath:"#/$defs/changeWindow/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema83.type,parentSchema:schema83,data:data18};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
else {
const err46 = {instancePath:instancePath+"/windows",schemaPath:"#/properties/windows/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema79.properties.windows.type,parentSchema:schema79.properties.windows,data:data17};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.notify !== undefined){
let data25 = data.notify;
if(Array.isArray(data25)){
const len2 = data25.length;
for(let i2=0; i2<len2; i2++){
if(!(validate49(data25[i2], {instancePath:instancePath+"/notify/" + i2,parentData:data25,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate49.errors : appended(vErrors, validate49.errors);
errors = vErrors.length;
}
}
}
else {
const err47 = {instancePath:instancePath+"/notify",schemaPath:"#/properties/notify/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema79.properties.notify.type,parentSchema:schema79.properties.notify,data:data25};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data.registrationTimeout !== undefined){
let data27 = data.registrationTimeout;
if(typeof data27 === "string"){
if(!pattern17.test(data27)){
const err48 = {instancePath:instancePath+"/registrationTimeout",schemaPath:"#/properties/registrationTimeout/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?$"},message:"must match pattern \""+"^(?=[0-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?$"+"\"",schema:"^(?=[0-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?$",parentSchema:schema79.properties.registrationTimeout,data:data27};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
else {
const err49 = {instancePath:instancePath+"/registrationTimeout",schemaPath:"#/properties/registrationTimeout/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema79.properties.registrationTimeout.type,parentSchema:schema79.properties.registrationTimeout,data:data27};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data.parallelism !== undefined){
let data28 = data.parallelism;
if(!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28)))){
const err50 = {instancePath:instancePath+"/parallelism",schemaPath:"#/properties/parallelism/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema79.properties.parallelism.type,parentSchema:schema79.properties.parallelism,data:data28};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 > 256 || isNaN(data28)){
const err51 = {instancePath:instancePath+"/parallelism",schemaPath:"#/properties/parallelism/maximum",keyword:"maximum",params:{comparison: "<=", limit: 256},message:"must be <= 256",schema:256,parentSchema:schema79.properties.parallelism,data:data28};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(data28 < 1 || isNaN(data28)){
const err52 = {instancePath:instancePath+"/parallelism",schemaPath:"#/properties/parallelism/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema79.properties.parallelism,data:data28};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
}
else {
const err53 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema79.type,parentSchema:schema79,data};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
validate48.errors = vErrors;
return errors === 0;
}
validate48.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="topology.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.apiVersion === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "apiVersion"},message:"must have required property '"+"apiVersion"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.name === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.catalog === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "catalog"},message:"must have required property '"+"catalog"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "apiVersion") || (key0 === "name")) || (key0 === "catalog")) || (key0 === "scaleOut")) || (key0 === "master")) || (key0 === "workers")) || (key0 === "access")) || (key0 === "policy"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.apiVersion !== undefined){
let data0 = data.apiVersion;
if("ssis-scaleout/v1" !== data0){
const err4 = {instancePath:instancePath+"/apiVersion",schemaPath:"#/properties/apiVersion/const",keyword:"const",params:{allowedValue: "ssis-scaleout/v1"},message:"must be equal to constant",schema:"ssis-scaleout/v1",parentSchema:schema31.properties.apiVersion,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.name !== undefined){
let data1 = data.name;
if(typeof data1 === "string"){
if(!pattern4.test(data1)){
const err5 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"+"\"",schema:"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",parentSchema:schema31.properties.name,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.name.type,parentSchema:schema31.properties.name,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.catalog !== undefined){
if(!(validate21(data.catalog, {instancePath:instancePath+"/catalog",parentData:data,parentDataProperty:"catalog",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : appended(vErrors, validate21.errors);
errors = vErrors.length;
}
}
if(data.scaleOut !== undefined){
let data3 = data.scaleOut;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
if(!((key1 === "enabled") || (key1 === "defaultExecutionMode"))){
const err7 = {instancePath:instancePath+"/scaleOut",schemaPath:"#/$defs/scaleOut/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema48,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data3.enabled !== undefined){
let data4 = data3.enabled;
if(typeof data4 !== "boolean"){
const err8 = {instancePath:instancePath+"/scaleOut/enabled",schemaPath:"#/$defs/scaleOut/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema48.properties.enabled.type,parentSchema:schema48.properties.enabled,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data3.defaultExecutionMode !== undefined){
let data5 = data3.defaultExecutionMode;
if(!((data5 === "server") || (data5 === "scaleOut"))){
const err9 = {instancePath:instancePath+"/scaleOut/defaultExecutionMode",schemaPath:"#/$defs/scaleOut/properties/defaultExecutionMode/enum",keyword:"enum",params:{allowedValues: schema48.properties.defaultExecutionMode.enum},message:"must be equal to one of the allowed values",schema:schema48.properties.defaultExecutionMode.enum,parentSchema:schema48.properties.defaultExecutionMode,data:data5};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath:instancePath+"/scaleOut",schemaPath:"#/$defs/scaleOut/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema48.type,parentSchema:schema48,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.master !== undefined){
if(!(validate37(data.master, {instancePath:instancePath+"/master",parentData:data,parentDataProperty:"master",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate37.errors : appended(vErrors, validate37.errors);
errors = vErrors.length;
}
}
if(data.workers !== undefined){
let data7 = data.workers;
if(Array.isArray(data7)){
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
if(!(validate39(data7[i0], {instancePath:instancePath+"/workers/" + i0,parentData:data7,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate39.errors : appended(vErrors, validate39.errors);
errors = vErrors.length;
}
}
}
else {
const err11 = {instancePath:instancePath+"/workers",schemaPath:"#/properties/workers/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.workers.type,parentSchema:schema31.properties.workers,data:data7};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.access !== undefined){
if(!(validate42(data.access, {instancePath:instancePath+"/access",parentData:data,parentDataProperty:"access",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate42.errors : appended(vErrors, validate42.errors);
errors = vErrors.length;
}
}
if(data.policy !== undefined){
if(!(validate48(data.policy, {instancePath:instancePath+"/policy",parentData:data,parentDataProperty:"policy",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate48.errors : appended(vErrors, validate48.errors);
errors = vErrors.length;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.type,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

function appended(all, more) {
  for (const error of more) all.push(error);
  return all;
}
export const schema = schema31;
