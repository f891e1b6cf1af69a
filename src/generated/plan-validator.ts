// @ts-nocheck
// Generated from schemas/plan.schema.json by scripts/generate-types.mjs. Do not edit.
"use strict";
export const validate = validate20;
export default validate20;
const schema31 = {"$id":"plan.schema.json","type":"object","additionalProperties":false,"required":["formatVersion","tool","createdAt","topology","catalog","observedAt","fingerprint","complete","applyable","summary","changes","steps","diagnostics"],"properties":{"formatVersion":{"const":1},"id":{"type":"string"},"tool":{"$ref":"#/$defs/tool"},"createdAt":{"type":"string"},"topology":{"type":"object","additionalProperties":false,"required":["name","file","sha256"],"properties":{"name":{"type":"string"},"file":{"type":"string"},"sha256":{"type":"string"}}},"catalog":{"$ref":"#/$defs/catalog"},"targets":{"type":"object","additionalProperties":false,"required":["include","exclude"],"properties":{"include":{"type":"array","items":{"type":"string"}},"exclude":{"type":"array","items":{"type":"string"}}}},"suspensions":{"type":"array","items":{"$ref":"#/$defs/suspension"}},"observedAt":{"type":"string"},"fingerprint":{"type":"string"},"digest":{"type":"string"},"complete":{"type":"boolean"},"applyable":{"type":"boolean"},"health":{"$ref":"#/$defs/health"},"summary":{"$ref":"#/$defs/summary"},"rollout":{"$ref":"#/$defs/rollout"},"changes":{"type":"array","items":{"$ref":"#/$defs/change"}},"steps":{"type":"array","items":{"$ref":"#/$defs/step"}},"rollbacks":{"type":"array","items":{"$ref":"#/$defs/rollback"}},"diagnostics":{"type":"array","items":{"$ref":"#/$defs/diagnostic"}}},"$defs":{"tool":{"type":"object","additionalProperties":false,"required":["name","version"],"properties":{"name":{"const":"ssis-scaleout"},"version":{"type":"string"}}},"catalog":{"type":"object","additionalProperties":false,"required":["server","database"],"properties":{"server":{"type":"string"},"database":{"type":"string"},"sandbox":{"type":"string"}}},"health":{"type":"object","additionalProperties":false,"required":["state"],"properties":{"state":{"$ref":"#/$defs/healthState"},"reason":{"type":"string"},"since":{"type":"string"}}},"healthState":{"enum":["healthy","degraded","down","unknown"]},"summary":{"type":"object","additionalProperties":false,"required":["add","change","remove","manual","unmanaged","unknown","steps"],"properties":{"add":{"type":"integer"},"change":{"type":"integer"},"remove":{"type":"integer"},"manual":{"type":"integer"},"unmanaged":{"type":"integer"},"unknown":{"type":"integer"},"suspended":{"type":"integer"},"steps":{"type":"integer"},"risks":{"type":"object","additionalProperties":false,"required":["changes","steps"],"properties":{"changes":{"$ref":"#/$defs/riskCounts"},"steps":{"$ref":"#/$defs/riskCounts"}}}}},"riskCounts":{"type":"object","additionalProperties":false,"required":["safe","disruptive","destructive"],"properties":{"safe":{"type":"integer"},"disruptive":{"type":"integer"},"destructive":{"type":"integer"}}},"rollout":{"type":"object","additionalProperties":false,"required":["parallelism"],"properties":{"parallelism":{"type":"integer"},"workers":{"type":"object","additionalProperties":false,"required":["order","maxUnavailable","unavailable","pauseAfterFirstSeconds","maxFailures"],"properties":{"order":{"type":"array","items":{"type":"string"}},"maxUnavailable":{"type":"integer"},"together":{"type":"array","items":{"type":"string"}},"unavailable":{"type":"integer"},"pauseAfterFirstSeconds":{"type":"number"},"maxFailures":{"type":"integer"},"blocked":{"type":"object","additionalProperties":false,"required":["workers","reason"],"properties":{"workers":{"type":"array","items":{"type":"string"}},"reason":{"type":"string"}}}}}}},"risk":{"enum":["safe","disruptive","destructive"]},"change":{"type":"object","additionalProperties":false,"required":["id","action","reason","risk","fields"],"properties":{"id":{"type":"string"},"action":{"enum":["add","update","remove","unmanaged","unknown"]},"reason":{"type":"string"},"reasonCode":{"type":"string"},"risk":{"$ref":"#/$defs/risk"},"fields":{"type":"array","items":{"$ref":"#/$defs/field"}},"suspended":{"type":"object","additionalProperties":false,"required":["reason","who","since"],"properties":{"target":{"$ref":"#/$defs/suspension/properties/target"},"reason":{"type":"string"},"who":{"type":"string"},"since":{"type":"string"},"until":{"type":"string"},"drained":{"$ref":"#/$defs/drained"},"through":{"type":"string"}}}}},"suspension":{"type":"object","additionalProperties":false,"required":["reason","who","since"],"properties":{"target":{"type":"string"},"reason":{"type":"string"},"who":{"type":"string"},"since":{"type":"string"},"until":{"type":"string"},"drained":{"$ref":"#/$defs/drained"}}},"drained":{"type":"object","additionalProperties":false,"required":["enabled"],"properties":{"enabled":{"type":"boolean"},"timeoutSeconds":{"type":"number"},"onTimeout":{"enum":["stop","disable"]},"lengthSeconds":{"type":"number"},"emptied":{"const":true}}},"field":{"type":"object","additionalProperties":false,"required":["path","before","after"],"properties":{"path":{"type":"string"},"before":{"$ref":"#/$defs/value"},"after":{"$ref":"#/$defs/value"}}},"value":{"type":["string","number","boolean","null"]},"step":{"type":"object","required":["operation"],"discriminator":{"propertyName":"operation"},"oneOf":[{"$ref":"#/$defs/enableScaleOut"},{"$ref":"#/$defs/setDefaultExecutionMode"},{"$ref":"#/$defs/setMasterAddress"},{"$ref":"#/$defs/setWorkerEnabled"},{"$ref":"#/$defs/setWorkerProperty"},{"$ref":"#/$defs/drainWorker"},{"$ref":"#/$defs/removeWorker"},{"$ref":"#/$defs/awaitWorker"},{"$ref":"#/$defs/awaitMaster"},{"$ref":"#/$defs/trustCertificate"},{"$ref":"#/$defs/distrustCertificate"},{"$ref":"#/$defs/createCertificate"},{"$ref":"#/$defs/grantKey"},{"$ref":"#/$defs/editConfig"},{"$ref":"#/$defs/setStartMode"},{"$ref":"#/$defs/startService"},{"$ref":"#/$defs/stopService"},{"$ref":"#/$defs/restartService"},{"$ref":"#/$defs/bindPort"},{"$ref":"#/$defs/openFirewall"},{"$ref":"#/$defs/byHand"}]},"rollback":{"type":"object","additionalProperties":false,"required":["target","steps","undo"],"properties":{"target":{"type":"string"},"steps":{"type":"array","items":{"$ref":"#/$defs/stepId"}},"undo":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["undoes","step"],"properties":{"undoes":{"$ref":"#/$defs/stepId"},"step":{"$ref":"#/$defs/step"}}}}}},"stepId":{"type":"string"},"changeId":{"type":"string"},"needs":{"type":"array","items":{"type":"string"}},"manual":{"type":"boolean"},"filledInLater":{"anyOf":[{"type":"object","required":["inputs"]},{"type":"object","required":["manual"],"properties":{"manual":{"const":true}}}]},"enableScaleOut":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"enableScaleOut"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"properties":{}},"expects":{"type":"object","additionalProperties":false,"required":["scaleOut"],"properties":{"scaleOut":{"enum":["enabled","neverEnabled","disabled"]}}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}},"setDefaultExecutionMode":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"setDefaultExecutionMode"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["mode"],"properties":{"mode":{"enum":["server","scaleOut"]}}},"expects":{"type":"object","additionalProperties":false,"required":["mode"],"properties":{"mode":{"enum":["server","scaleOut"]}}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}},"setMasterAddress":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"setMasterAddress"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["address"],"properties":{"address":{"type":"string"}}},"expects":{"type":"object","additionalProperties":false,"required":["address"],"properties":{"address":{"type":["string","null"]}}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}},"setWorkerEnabled":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"setWorkerEnabled"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["enabled"],"properties":{"workerAgentId":{"type":"string"},"machine":{"type":"string"},"enabled":{"type":"boolean"}}},"expects":{"type":"object","additionalProperties":false,"required":["enabled"],"properties":{"machineName":{"type":["string","null"]},"enabled":{"type":"boolean"}}},"risk":{"$ref":"#/$defs/risk"},"inputs":{"type":"object","additionalProperties":false,"required":["workerAgentId"],"properties":{"workerAgentId":{"type":"string"}}},"manual":{"$ref":"#/$defs/manual"}},"if":{"$ref":"#/$defs/filledInLater"},"then":{"type":"object","properties":{"arguments":{"type":"object","required":["machine"]}}},"else":{"type":"object","properties":{"arguments":{"type":"object","required":["workerAgentId"]},"expects":{"type":"object","required":["machineName"]}}}},"setWorkerProperty":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"setWorkerProperty"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["property","value"],"properties":{"workerAgentId":{"type":"string"},"machine":{"type":"string"},"property":{"enum":["DisplayName","Description","Tags"]},"value":{"type":["string","null"]}}},"expects":{"type":"object","additionalProperties":false,"required":["value"],"properties":{"machineName":{"type":["string","null"]},"value":{"type":["string","null"]}}},"risk":{"$ref":"#/$defs/risk"},"inputs":{"type":"object","additionalProperties":false,"required":["workerAgentId"],"properties":{"workerAgentId":{"type":"string"}}},"manual":{"$ref":"#/$defs/manual"}},"if":{"$ref":"#/$defs/filledInLater"},"then":{"type":"object","properties":{"arguments":{"type":"object","required":["machine"]}}},"else":{"type":"object","properties":{"arguments":{"type":"object","required":["workerAgentId"]},"expects":{"type":"object","required":["machineName"]}}}},"drainWorker":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"drainWorker"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["workerAgentId","timeoutSeconds","onTimeout"],"properties":{"workerAgentId":{"type":"string"},"timeoutSeconds":{"type":"number"},"onTimeout":{"enum":["stop","disable"]},"continues":{"const":true},"beforeStop":{"const":true},"offline":{"const":true},"together":{"const":true},"heartbeatInterval":{"type":"number"}}},"expects":{"type":"object","additionalProperties":false,"required":["machineName","enabled"],"properties":{"machineName":{"type":["string","null"]},"enabled":{"type":"boolean"},"protected":{"const":false}}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}},"removeWorker":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"removeWorker"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["workerAgentId"],"properties":{"workerAgentId":{"type":"string"},"heartbeatInterval":{"type":"number"}}},"expects":{"type":"object","additionalProperties":false,"required":["machineName","enabled","online"],"properties":{"machineName":{"type":["string","null"]},"enabled":{"const":false},"online":{"type":"boolean"},"protected":{"const":false}}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}},"awaitWorker":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"awaitWorker"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","timeoutSeconds"],"properties":{"machine":{"type":"string"},"timeoutSeconds":{"type":"number"},"workerAgentId":{"type":"string"},"reached":{"const":false},"heartbeatInterval":{"type":"number"},"lastOnline":{"type":["string","null"]}}},"expects":{"type":"object","additionalProperties":false,"properties":{}},"risk":{"$ref":"#/$defs/risk"},"inputs":{"type":"object","additionalProperties":false,"required":["lastOnline"],"properties":{"lastOnline":{"type":"string"}}},"manual":{"$ref":"#/$defs/manual"}}},"awaitMaster":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"awaitMaster"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","timeoutSeconds","thumbprint"],"properties":{"machine":{"type":"string"},"timeoutSeconds":{"type":"number"},"thumbprint":{"type":["string","null"]},"anew":{"const":true}}},"expects":{"type":"object","additionalProperties":false,"properties":{}},"risk":{"$ref":"#/$defs/risk"},"inputs":{"type":"object","additionalProperties":false,"required":["thumbprint"],"properties":{"thumbprint":{"type":"string"}}},"manual":{"$ref":"#/$defs/manual"}}},"trustCertificate":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"trustCertificate"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","mark"],"properties":{"machine":{"type":"string"},"thumbprint":{"type":"string"},"certificate":{"type":"string"},"mark":{"type":"string"},"authority":{"enum":["machine","topology"]}}},"expects":{"type":"object","additionalProperties":false,"properties":{}},"risk":{"$ref":"#/$defs/risk"},"inputs":{"type":"object","additionalProperties":false,"required":["thumbprint","certificate"],"properties":{"thumbprint":{"type":"string"},"certificate":{"type":"string"}}},"manual":{"$ref":"#/$defs/manual"}},"if":{"$ref":"#/$defs/filledInLater"},"else":{"type":"object","properties":{"arguments":{"type":"object","required":["thumbprint","certificate"]}}}},"distrustCertificate":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"distrustCertificate"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","thumbprint"],"properties":{"machine":{"type":"string"},"thumbprint":{"type":"string"}}},"expects":{"type":"object","additionalProperties":false,"properties":{}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}},"createCertificate":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"createCertificate"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","names","mark","days","store","usage"],"properties":{"machine":{"type":"string"},"names":{"type":"string"},"mark":{"type":"string"},"days":{"type":"integer","minimum":1},"store":{"enum":["My","Root"]},"usage":{"enum":["client","server"]}}},"expects":{"type":"object","additionalProperties":false,"required":["replaces"],"properties":{"replaces":{"type":["string","null"]}}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}},"grantKey":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"grantKey"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","store","service"],"properties":{"machine":{"type":"string"},"store":{"enum":["My","Root"]},"thumbprint":{"type":"string"},"service":{"type":"string"}}},"expects":{"type":"object","additionalProperties":false,"properties":{}},"risk":{"$ref":"#/$defs/risk"},"inputs":{"type":"object","additionalProperties":false,"required":["thumbprint"],"properties":{"thumbprint":{"type":"string"}}},"manual":{"$ref":"#/$defs/manual"}},"if":{"$ref":"#/$defs/filledInLater"},"else":{"type":"object","properties":{"arguments":{"type":"object","required":["thumbprint"]}}}},"editConfig":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"editConfig"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","path"],"properties":{"machine":{"type":"string"},"path":{"type":"string"}},"patternProperties":{"^config\\.":{"$ref":"#/$defs/value"}}},"expects":{"type":"object","additionalProperties":false,"required":["sha256"],"properties":{"sha256":{"type":["string","null"]}}},"risk":{"$ref":"#/$defs/risk"},"inputs":{"type":"object","additionalProperties":false,"minProperties":1,"patternProperties":{"^config\\.":{"type":"string"}}},"manual":{"$ref":"#/$defs/manual"}}},"setStartMode":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"setStartMode"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","service","mode"],"properties":{"machine":{"type":"string"},"service":{"type":"string"},"mode":{"enum":["automatic","manual","disabled"]}}},"expects":{"type":"object","additionalProperties":false,"required":["startMode"],"properties":{"startMode":{"enum":["automatic","manual","disabled","other"]}}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}},"startService":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"startService"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","service","timeoutSeconds"],"properties":{"machine":{"type":"string"},"service":{"type":"string"},"timeoutSeconds":{"type":"number"}}},"expects":{"type":"object","additionalProperties":false,"required":["state"],"properties":{"state":{"enum":["running","stopped","other"]}}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}},"stopService":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"stopService"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","service","timeoutSeconds"],"properties":{"machine":{"type":"string"},"service":{"type":"string"},"timeoutSeconds":{"type":"number"},"workerAgentId":{"type":"string"},"heartbeatInterval":{"type":"number"},"afterDrain":{"enum":["stop","disable"]}}},"expects":{"type":"object","additionalProperties":false,"required":["state"],"properties":{"state":{"enum":["running","stopped","other"]}}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}},"restartService":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"restartService"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","service","timeoutSeconds"],"properties":{"machine":{"type":"string"},"service":{"type":"string"},"timeoutSeconds":{"type":"number"},"workerAgentId":{"type":"string"},"heartbeatInterval":{"type":"number"},"afterDrain":{"enum":["stop","disable"]},"unheard":{"const":true},"comesBackWithin":{"type":"number"}}},"expects":{"type":"object","additionalProperties":false,"required":["state"],"properties":{"state":{"enum":["running","stopped","other"]}}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}},"bindPort":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"bindPort"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","port"],"properties":{"machine":{"type":"string"},"port":{"type":"integer"},"thumbprint":{"type":"string"},"negotiateClientCertificate":{"type":"boolean"}}},"expects":{"type":"object","additionalProperties":false,"required":["thumbprint"],"properties":{"thumbprint":{"type":["string","null"]}}},"risk":{"$ref":"#/$defs/risk"},"inputs":{"type":"object","additionalProperties":false,"required":["thumbprint"],"properties":{"thumbprint":{"type":"string"}}},"manual":{"$ref":"#/$defs/manual"}},"if":{"$ref":"#/$defs/filledInLater"},"else":{"type":"object","properties":{"arguments":{"type":"object","required":["thumbprint"]}}}},"openFirewall":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"openFirewall"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","rule","port"],"properties":{"machine":{"type":"string"},"rule":{"type":"string"},"port":{"type":"integer"}}},"expects":{"type":"object","additionalProperties":false,"properties":{}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}},"byHand":{"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk","manual"],"properties":{"id":{"type":"string","pattern":":(byHand|installCertificate|trustMaster|trustOn/[^:]+)$"},"operation":{"const":"byHand"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine"],"properties":{"machine":{"type":"string"},"command":{"type":"string"},"thumbprint":{"type":["string","null"]},"mark":{"type":"string"}}},"expects":{"type":"object","additionalProperties":false,"properties":{}},"risk":{"$ref":"#/$defs/risk"},"manual":{"const":true}},"if":{"type":"object","properties":{"id":{"type":"string","pattern":":byHand$"}}},"then":{"type":"object","properties":{"arguments":{"type":"object","additionalProperties":false,"required":["machine","command"],"properties":{"machine":true,"command":true}}}},"else":{"if":{"type":"object","properties":{"id":{"type":"string","pattern":":(installCertificate|trustMaster)$"}}},"then":{"type":"object","properties":{"arguments":{"type":"object","additionalProperties":false,"required":["machine","thumbprint"],"properties":{"machine":true,"thumbprint":{"type":"string"}}}}},"else":{"if":{"type":"object","properties":{"id":{"type":"string","pattern":":trustOn/[^:]+$"}}},"then":{"if":{"type":"object","properties":{"arguments":{"type":"object","required":["mark"]}}},"then":{"type":"object","properties":{"arguments":{"type":"object","additionalProperties":false,"required":["machine","mark"],"properties":{"machine":true,"mark":true}}}},"else":{"type":"object","properties":{"arguments":{"type":"object","additionalProperties":false,"required":["machine","thumbprint"],"properties":{"machine":true,"thumbprint":true,"command":true}}}}}}}},"diagnostic":{"type":"object","additionalProperties":false,"required":["severity","code","summary","detail","remedy"],"properties":{"severity":{"enum":["error","warning","note"]},"code":{"type":"string"},"summary":{"type":"string"},"detail":{"type":"string"},"remedy":{"type":"string"},"range":{"$ref":"#/$defs/range"}}},"range":{"type":"object","additionalProperties":false,"required":["file","start","end"],"properties":{"file":{"type":"string"},"start":{"$ref":"#/$defs/position"},"end":{"$ref":"#/$defs/position"}}},"position":{"type":"object","additionalProperties":false,"required":["line","column"],"properties":{"line":{"type":"integer"},"column":{"type":"integer"}}}}};
const schema32 = {"type":"object","additionalProperties":false,"required":["name","version"],"properties":{"name":{"const":"ssis-scaleout"},"version":{"type":"string"}}};
const schema33 = {"type":"object","additionalProperties":false,"required":["server","database"],"properties":{"server":{"type":"string"},"database":{"type":"string"},"sandbox":{"type":"string"}}};
const schema41 = {"type":"object","additionalProperties":false,"required":["parallelism"],"properties":{"parallelism":{"type":"integer"},"workers":{"type":"object","additionalProperties":false,"required":["order","maxUnavailable","unavailable","pauseAfterFirstSeconds","maxFailures"],"properties":{"order":{"type":"array","items":{"type":"string"}},"maxUnavailable":{"type":"integer"},"together":{"type":"array","items":{"type":"string"}},"unavailable":{"type":"integer"},"pauseAfterFirstSeconds":{"type":"number"},"maxFailures":{"type":"integer"},"blocked":{"type":"object","additionalProperties":false,"required":["workers","reason"],"properties":{"workers":{"type":"array","items":{"type":"string"}},"reason":{"type":"string"}}}}}}};
const func1 = Object.prototype.hasOwnProperty;
const schema34 = {"type":"object","additionalProperties":false,"required":["reason","who","since"],"properties":{"target":{"type":"string"},"reason":{"type":"string"},"who":{"type":"string"},"since":{"type":"string"},"until":{"type":"string"},"drained":{"$ref":"#/$defs/drained"}}};
const schema35 = {"type":"object","additionalProperties":false,"required":["enabled"],"properties":{"enabled":{"type":"boolean"},"timeoutSeconds":{"type":"number"},"onTimeout":{"enum":["stop","disable"]},"lengthSeconds":{"type":"number"},"emptied":{"const":true}}};

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
if((((data.reason === undefined) && (missing0 = "reason")) || ((data.who === undefined) && (missing0 = "who"))) || ((data.since === undefined) && (missing0 = "since"))){
validate21.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((key0 === "target") || (key0 === "reason")) || (key0 === "who")) || (key0 === "since")) || (key0 === "until")) || (key0 === "drained"))){
validate21.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.target !== undefined){
const _errs2 = errors;
if(typeof data.target !== "string"){
validate21.errors = [{instancePath:instancePath+"/target",schemaPath:"#/properties/target/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
const _errs4 = errors;
if(typeof data.reason !== "string"){
validate21.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.who !== undefined){
const _errs6 = errors;
if(typeof data.who !== "string"){
validate21.errors = [{instancePath:instancePath+"/who",schemaPath:"#/properties/who/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.since !== undefined){
const _errs8 = errors;
if(typeof data.since !== "string"){
validate21.errors = [{instancePath:instancePath+"/since",schemaPath:"#/properties/since/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.until !== undefined){
const _errs10 = errors;
if(typeof data.until !== "string"){
validate21.errors = [{instancePath:instancePath+"/until",schemaPath:"#/properties/until/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.drained !== undefined){
let data5 = data.drained;
const _errs12 = errors;
const _errs13 = errors;
if(errors === _errs13){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing1;
if((data5.enabled === undefined) && (missing1 = "enabled")){
validate21.errors = [{instancePath:instancePath+"/drained",schemaPath:"#/$defs/drained/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs15 = errors;
for(const key1 in data5){
if(!(((((key1 === "enabled") || (key1 === "timeoutSeconds")) || (key1 === "onTimeout")) || (key1 === "lengthSeconds")) || (key1 === "emptied"))){
validate21.errors = [{instancePath:instancePath+"/drained",schemaPath:"#/$defs/drained/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs15 === errors){
if(data5.enabled !== undefined){
const _errs16 = errors;
if(typeof data5.enabled !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/drained/enabled",schemaPath:"#/$defs/drained/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid2 = _errs16 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data5.timeoutSeconds !== undefined){
let data7 = data5.timeoutSeconds;
const _errs18 = errors;
if(!((typeof data7 == "number") && (isFinite(data7)))){
validate21.errors = [{instancePath:instancePath+"/drained/timeoutSeconds",schemaPath:"#/$defs/drained/properties/timeoutSeconds/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid2 = _errs18 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data5.onTimeout !== undefined){
let data8 = data5.onTimeout;
const _errs20 = errors;
if(!((data8 === "stop") || (data8 === "disable"))){
validate21.errors = [{instancePath:instancePath+"/drained/onTimeout",schemaPath:"#/$defs/drained/properties/onTimeout/enum",keyword:"enum",params:{allowedValues: schema35.properties.onTimeout.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid2 = _errs20 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data5.lengthSeconds !== undefined){
let data9 = data5.lengthSeconds;
const _errs21 = errors;
if(!((typeof data9 == "number") && (isFinite(data9)))){
validate21.errors = [{instancePath:instancePath+"/drained/lengthSeconds",schemaPath:"#/$defs/drained/properties/lengthSeconds/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid2 = _errs21 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data5.emptied !== undefined){
const _errs23 = errors;
if(true !== data5.emptied){
validate21.errors = [{instancePath:instancePath+"/drained/emptied",schemaPath:"#/$defs/drained/properties/emptied/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"}];
return false;
}
var valid2 = _errs23 === errors;
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
else {
validate21.errors = [{instancePath:instancePath+"/drained",schemaPath:"#/$defs/drained/type",keyword:"type",params:{type: "object"},message:"must be object"}];
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

const schema36 = {"type":"object","additionalProperties":false,"required":["state"],"properties":{"state":{"$ref":"#/$defs/healthState"},"reason":{"type":"string"},"since":{"type":"string"}}};
const schema37 = {"enum":["healthy","degraded","down","unknown"]};

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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.state === undefined) && (missing0 = "state")){
validate23.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "state") || (key0 === "reason")) || (key0 === "since"))){
validate23.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.state !== undefined){
let data0 = data.state;
const _errs2 = errors;
if(!((((data0 === "healthy") || (data0 === "degraded")) || (data0 === "down")) || (data0 === "unknown"))){
validate23.errors = [{instancePath:instancePath+"/state",schemaPath:"#/$defs/healthState/enum",keyword:"enum",params:{allowedValues: schema37.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reason !== undefined){
const _errs4 = errors;
if(typeof data.reason !== "string"){
validate23.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.since !== undefined){
const _errs6 = errors;
if(typeof data.since !== "string"){
validate23.errors = [{instancePath:instancePath+"/since",schemaPath:"#/properties/since/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
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
validate23.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate23.errors = vErrors;
return errors === 0;
}
validate23.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema38 = {"type":"object","additionalProperties":false,"required":["add","change","remove","manual","unmanaged","unknown","steps"],"properties":{"add":{"type":"integer"},"change":{"type":"integer"},"remove":{"type":"integer"},"manual":{"type":"integer"},"unmanaged":{"type":"integer"},"unknown":{"type":"integer"},"suspended":{"type":"integer"},"steps":{"type":"integer"},"risks":{"type":"object","additionalProperties":false,"required":["changes","steps"],"properties":{"changes":{"$ref":"#/$defs/riskCounts"},"steps":{"$ref":"#/$defs/riskCounts"}}}}};
const schema39 = {"type":"object","additionalProperties":false,"required":["safe","disruptive","destructive"],"properties":{"safe":{"type":"integer"},"disruptive":{"type":"integer"},"destructive":{"type":"integer"}}};

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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.add === undefined) && (missing0 = "add")) || ((data.change === undefined) && (missing0 = "change"))) || ((data.remove === undefined) && (missing0 = "remove"))) || ((data.manual === undefined) && (missing0 = "manual"))) || ((data.unmanaged === undefined) && (missing0 = "unmanaged"))) || ((data.unknown === undefined) && (missing0 = "unknown"))) || ((data.steps === undefined) && (missing0 = "steps"))){
validate25.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema38.properties, key0))){
validate25.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.add !== undefined){
let data0 = data.add;
const _errs2 = errors;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
validate25.errors = [{instancePath:instancePath+"/add",schemaPath:"#/properties/add/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.change !== undefined){
let data1 = data.change;
const _errs4 = errors;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
validate25.errors = [{instancePath:instancePath+"/change",schemaPath:"#/properties/change/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.remove !== undefined){
let data2 = data.remove;
const _errs6 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate25.errors = [{instancePath:instancePath+"/remove",schemaPath:"#/properties/remove/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.manual !== undefined){
let data3 = data.manual;
const _errs8 = errors;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
validate25.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/properties/manual/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.unmanaged !== undefined){
let data4 = data.unmanaged;
const _errs10 = errors;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
validate25.errors = [{instancePath:instancePath+"/unmanaged",schemaPath:"#/properties/unmanaged/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.unknown !== undefined){
let data5 = data.unknown;
const _errs12 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
validate25.errors = [{instancePath:instancePath+"/unknown",schemaPath:"#/properties/unknown/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.suspended !== undefined){
let data6 = data.suspended;
const _errs14 = errors;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
validate25.errors = [{instancePath:instancePath+"/suspended",schemaPath:"#/properties/suspended/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.steps !== undefined){
let data7 = data.steps;
const _errs16 = errors;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
validate25.errors = [{instancePath:instancePath+"/steps",schemaPath:"#/properties/steps/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid0 = _errs16 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.risks !== undefined){
let data8 = data.risks;
const _errs18 = errors;
if(errors === _errs18){
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
let missing1;
if(((data8.changes === undefined) && (missing1 = "changes")) || ((data8.steps === undefined) && (missing1 = "steps"))){
validate25.errors = [{instancePath:instancePath+"/risks",schemaPath:"#/properties/risks/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs20 = errors;
for(const key1 in data8){
if(!((key1 === "changes") || (key1 === "steps"))){
validate25.errors = [{instancePath:instancePath+"/risks",schemaPath:"#/properties/risks/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs20 === errors){
if(data8.changes !== undefined){
let data9 = data8.changes;
const _errs21 = errors;
const _errs22 = errors;
if(errors === _errs22){
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
let missing2;
if((((data9.safe === undefined) && (missing2 = "safe")) || ((data9.disruptive === undefined) && (missing2 = "disruptive"))) || ((data9.destructive === undefined) && (missing2 = "destructive"))){
validate25.errors = [{instancePath:instancePath+"/risks/changes",schemaPath:"#/$defs/riskCounts/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs24 = errors;
for(const key2 in data9){
if(!(((key2 === "safe") || (key2 === "disruptive")) || (key2 === "destructive"))){
validate25.errors = [{instancePath:instancePath+"/risks/changes",schemaPath:"#/$defs/riskCounts/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs24 === errors){
if(data9.safe !== undefined){
let data10 = data9.safe;
const _errs25 = errors;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
validate25.errors = [{instancePath:instancePath+"/risks/changes/safe",schemaPath:"#/$defs/riskCounts/properties/safe/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid3 = _errs25 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data9.disruptive !== undefined){
let data11 = data9.disruptive;
const _errs27 = errors;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
validate25.errors = [{instancePath:instancePath+"/risks/changes/disruptive",schemaPath:"#/$defs/riskCounts/properties/disruptive/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid3 = _errs27 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data9.destructive !== undefined){
let data12 = data9.destructive;
const _errs29 = errors;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
validate25.errors = [{instancePath:instancePath+"/risks/changes/destructive",schemaPath:"#/$defs/riskCounts/properties/destructive/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid3 = _errs29 === errors;
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
validate25.errors = [{instancePath:instancePath+"/risks/changes",schemaPath:"#/$defs/riskCounts/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid1 = _errs21 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data8.steps !== undefined){
let data13 = data8.steps;
const _errs31 = errors;
const _errs32 = errors;
if(errors === _errs32){
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
let missing3;
if((((data13.safe === undefined) && (missing3 = "safe")) || ((data13.disruptive === undefined) && (missing3 = "disruptive"))) || ((data13.destructive === undefined) && (missing3 = "destructive"))){
validate25.errors = [{instancePath:instancePath+"/risks/steps",schemaPath:"#/$defs/riskCounts/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
const _errs34 = errors;
for(const key3 in data13){
if(!(((key3 === "safe") || (key3 === "disruptive")) || (key3 === "destructive"))){
validate25.errors = [{instancePath:instancePath+"/risks/steps",schemaPath:"#/$defs/riskCounts/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs34 === errors){
if(data13.safe !== undefined){
let data14 = data13.safe;
const _errs35 = errors;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
validate25.errors = [{instancePath:instancePath+"/risks/steps/safe",schemaPath:"#/$defs/riskCounts/properties/safe/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid5 = _errs35 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data13.disruptive !== undefined){
let data15 = data13.disruptive;
const _errs37 = errors;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
validate25.errors = [{instancePath:instancePath+"/risks/steps/disruptive",schemaPath:"#/$defs/riskCounts/properties/disruptive/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid5 = _errs37 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data13.destructive !== undefined){
let data16 = data13.destructive;
const _errs39 = errors;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
validate25.errors = [{instancePath:instancePath+"/risks/steps/destructive",schemaPath:"#/$defs/riskCounts/properties/destructive/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid5 = _errs39 === errors;
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
validate25.errors = [{instancePath:instancePath+"/risks/steps",schemaPath:"#/$defs/riskCounts/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid1 = _errs31 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
else {
validate25.errors = [{instancePath:instancePath+"/risks",schemaPath:"#/properties/risks/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs18 === errors;
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
validate25.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate25.errors = vErrors;
return errors === 0;
}
validate25.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema42 = {"type":"object","additionalProperties":false,"required":["id","action","reason","risk","fields"],"properties":{"id":{"type":"string"},"action":{"enum":["add","update","remove","unmanaged","unknown"]},"reason":{"type":"string"},"reasonCode":{"type":"string"},"risk":{"$ref":"#/$defs/risk"},"fields":{"type":"array","items":{"$ref":"#/$defs/field"}},"suspended":{"type":"object","additionalProperties":false,"required":["reason","who","since"],"properties":{"target":{"$ref":"#/$defs/suspension/properties/target"},"reason":{"type":"string"},"who":{"type":"string"},"since":{"type":"string"},"until":{"type":"string"},"drained":{"$ref":"#/$defs/drained"},"through":{"type":"string"}}}}};
const schema43 = {"enum":["safe","disruptive","destructive"]};
const schema47 = {"type":"string"};
const schema44 = {"type":"object","additionalProperties":false,"required":["path","before","after"],"properties":{"path":{"type":"string"},"before":{"$ref":"#/$defs/value"},"after":{"$ref":"#/$defs/value"}}};
const schema45 = {"type":["string","number","boolean","null"]};

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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.path === undefined) && (missing0 = "path")) || ((data.before === undefined) && (missing0 = "before"))) || ((data.after === undefined) && (missing0 = "after"))){
validate28.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "path") || (key0 === "before")) || (key0 === "after"))){
validate28.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.path !== undefined){
const _errs2 = errors;
if(typeof data.path !== "string"){
validate28.errors = [{instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.before !== undefined){
let data1 = data.before;
const _errs4 = errors;
if((((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))) && (typeof data1 !== "boolean")) && (data1 !== null)){
validate28.errors = [{instancePath:instancePath+"/before",schemaPath:"#/$defs/value/type",keyword:"type",params:{type: schema45.type},message:"must be string,number,boolean,null"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.after !== undefined){
let data2 = data.after;
const _errs7 = errors;
if((((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) && (typeof data2 !== "boolean")) && (data2 !== null)){
validate28.errors = [{instancePath:instancePath+"/after",schemaPath:"#/$defs/value/type",keyword:"type",params:{type: schema45.type},message:"must be string,number,boolean,null"}];
return false;
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
else {
validate28.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate28.errors = vErrors;
return errors === 0;
}
validate28.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


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
if((((((data.id === undefined) && (missing0 = "id")) || ((data.action === undefined) && (missing0 = "action"))) || ((data.reason === undefined) && (missing0 = "reason"))) || ((data.risk === undefined) && (missing0 = "risk"))) || ((data.fields === undefined) && (missing0 = "fields"))){
validate27.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((((key0 === "id") || (key0 === "action")) || (key0 === "reason")) || (key0 === "reasonCode")) || (key0 === "risk")) || (key0 === "fields")) || (key0 === "suspended"))){
validate27.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
const _errs2 = errors;
if(typeof data.id !== "string"){
validate27.errors = [{instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if(!(((((data1 === "add") || (data1 === "update")) || (data1 === "remove")) || (data1 === "unmanaged")) || (data1 === "unknown"))){
validate27.errors = [{instancePath:instancePath+"/action",schemaPath:"#/properties/action/enum",keyword:"enum",params:{allowedValues: schema42.properties.action.enum},message:"must be equal to one of the allowed values"}];
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
validate27.errors = [{instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reasonCode !== undefined){
const _errs7 = errors;
if(typeof data.reasonCode !== "string"){
validate27.errors = [{instancePath:instancePath+"/reasonCode",schemaPath:"#/properties/reasonCode/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.risk !== undefined){
let data4 = data.risk;
const _errs9 = errors;
if(!(((data4 === "safe") || (data4 === "disruptive")) || (data4 === "destructive"))){
validate27.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.fields !== undefined){
let data5 = data.fields;
const _errs11 = errors;
if(errors === _errs11){
if(Array.isArray(data5)){
var valid2 = true;
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
const _errs13 = errors;
if(!(validate28(data5[i0], {instancePath:instancePath+"/fields/" + i0,parentData:data5,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
var valid2 = _errs13 === errors;
if(!valid2){
break;
}
}
}
else {
validate27.errors = [{instancePath:instancePath+"/fields",schemaPath:"#/properties/fields/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.suspended !== undefined){
let data7 = data.suspended;
const _errs14 = errors;
if(errors === _errs14){
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
let missing1;
if((((data7.reason === undefined) && (missing1 = "reason")) || ((data7.who === undefined) && (missing1 = "who"))) || ((data7.since === undefined) && (missing1 = "since"))){
validate27.errors = [{instancePath:instancePath+"/suspended",schemaPath:"#/properties/suspended/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs16 = errors;
for(const key1 in data7){
if(!(((((((key1 === "target") || (key1 === "reason")) || (key1 === "who")) || (key1 === "since")) || (key1 === "until")) || (key1 === "drained")) || (key1 === "through"))){
validate27.errors = [{instancePath:instancePath+"/suspended",schemaPath:"#/properties/suspended/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs16 === errors){
if(data7.target !== undefined){
const _errs17 = errors;
if(typeof data7.target !== "string"){
validate27.errors = [{instancePath:instancePath+"/suspended/target",schemaPath:"#/$defs/suspension/properties/target/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs17 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data7.reason !== undefined){
const _errs20 = errors;
if(typeof data7.reason !== "string"){
validate27.errors = [{instancePath:instancePath+"/suspended/reason",schemaPath:"#/properties/suspended/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs20 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data7.who !== undefined){
const _errs22 = errors;
if(typeof data7.who !== "string"){
validate27.errors = [{instancePath:instancePath+"/suspended/who",schemaPath:"#/properties/suspended/properties/who/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs22 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data7.since !== undefined){
const _errs24 = errors;
if(typeof data7.since !== "string"){
validate27.errors = [{instancePath:instancePath+"/suspended/since",schemaPath:"#/properties/suspended/properties/since/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs24 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data7.until !== undefined){
const _errs26 = errors;
if(typeof data7.until !== "string"){
validate27.errors = [{instancePath:instancePath+"/suspended/until",schemaPath:"#/properties/suspended/properties/until/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs26 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data7.drained !== undefined){
let data13 = data7.drained;
const _errs28 = errors;
const _errs29 = errors;
if(errors === _errs29){
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
let missing2;
if((data13.enabled === undefined) && (missing2 = "enabled")){
validate27.errors = [{instancePath:instancePath+"/suspended/drained",schemaPath:"#/$defs/drained/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs31 = errors;
for(const key2 in data13){
if(!(((((key2 === "enabled") || (key2 === "timeoutSeconds")) || (key2 === "onTimeout")) || (key2 === "lengthSeconds")) || (key2 === "emptied"))){
validate27.errors = [{instancePath:instancePath+"/suspended/drained",schemaPath:"#/$defs/drained/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs31 === errors){
if(data13.enabled !== undefined){
const _errs32 = errors;
if(typeof data13.enabled !== "boolean"){
validate27.errors = [{instancePath:instancePath+"/suspended/drained/enabled",schemaPath:"#/$defs/drained/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid6 = _errs32 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data13.timeoutSeconds !== undefined){
let data15 = data13.timeoutSeconds;
const _errs34 = errors;
if(!((typeof data15 == "number") && (isFinite(data15)))){
validate27.errors = [{instancePath:instancePath+"/suspended/drained/timeoutSeconds",schemaPath:"#/$defs/drained/properties/timeoutSeconds/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid6 = _errs34 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data13.onTimeout !== undefined){
let data16 = data13.onTimeout;
const _errs36 = errors;
if(!((data16 === "stop") || (data16 === "disable"))){
validate27.errors = [{instancePath:instancePath+"/suspended/drained/onTimeout",schemaPath:"#/$defs/drained/properties/onTimeout/enum",keyword:"enum",params:{allowedValues: schema35.properties.onTimeout.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid6 = _errs36 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data13.lengthSeconds !== undefined){
let data17 = data13.lengthSeconds;
const _errs37 = errors;
if(!((typeof data17 == "number") && (isFinite(data17)))){
validate27.errors = [{instancePath:instancePath+"/suspended/drained/lengthSeconds",schemaPath:"#/$defs/drained/properties/lengthSeconds/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid6 = _errs37 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data13.emptied !== undefined){
const _errs39 = errors;
if(true !== data13.emptied){
validate27.errors = [{instancePath:instancePath+"/suspended/drained/emptied",schemaPath:"#/$defs/drained/properties/emptied/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"}];
return false;
}
var valid6 = _errs39 === errors;
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
else {
validate27.errors = [{instancePath:instancePath+"/suspended/drained",schemaPath:"#/$defs/drained/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid3 = _errs28 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data7.through !== undefined){
const _errs40 = errors;
if(typeof data7.through !== "string"){
validate27.errors = [{instancePath:instancePath+"/suspended/through",schemaPath:"#/properties/suspended/properties/through/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs40 === errors;
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
}
}
}
else {
validate27.errors = [{instancePath:instancePath+"/suspended",schemaPath:"#/properties/suspended/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs14 === errors;
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
else {
validate27.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate27.errors = vErrors;
return errors === 0;
}
validate27.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema49 = {"type":"object","required":["operation"],"discriminator":{"propertyName":"operation"},"oneOf":[{"$ref":"#/$defs/enableScaleOut"},{"$ref":"#/$defs/setDefaultExecutionMode"},{"$ref":"#/$defs/setMasterAddress"},{"$ref":"#/$defs/setWorkerEnabled"},{"$ref":"#/$defs/setWorkerProperty"},{"$ref":"#/$defs/drainWorker"},{"$ref":"#/$defs/removeWorker"},{"$ref":"#/$defs/awaitWorker"},{"$ref":"#/$defs/awaitMaster"},{"$ref":"#/$defs/trustCertificate"},{"$ref":"#/$defs/distrustCertificate"},{"$ref":"#/$defs/createCertificate"},{"$ref":"#/$defs/grantKey"},{"$ref":"#/$defs/editConfig"},{"$ref":"#/$defs/setStartMode"},{"$ref":"#/$defs/startService"},{"$ref":"#/$defs/stopService"},{"$ref":"#/$defs/restartService"},{"$ref":"#/$defs/bindPort"},{"$ref":"#/$defs/openFirewall"},{"$ref":"#/$defs/byHand"}]};
const schema50 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"enableScaleOut"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"properties":{}},"expects":{"type":"object","additionalProperties":false,"required":["scaleOut"],"properties":{"scaleOut":{"enum":["enabled","neverEnabled","disabled"]}}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}};
const schema51 = {"type":"string"};
const schema52 = {"type":"string"};
const schema53 = {"type":"array","items":{"type":"string"}};
const schema55 = {"type":"boolean"};

function validate32(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate32.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.id === undefined) && (missing0 = "id")) || ((data.operation === undefined) && (missing0 = "operation"))) || ((data.target === undefined) && (missing0 = "target"))) || ((data.needs === undefined) && (missing0 = "needs"))) || ((data.arguments === undefined) && (missing0 = "arguments"))) || ((data.expects === undefined) && (missing0 = "expects"))) || ((data.risk === undefined) && (missing0 = "risk"))){
validate32.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((((key0 === "id") || (key0 === "operation")) || (key0 === "target")) || (key0 === "needs")) || (key0 === "arguments")) || (key0 === "expects")) || (key0 === "risk")) || (key0 === "manual"))){
validate32.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
const _errs2 = errors;
if(typeof data.id !== "string"){
validate32.errors = [{instancePath:instancePath+"/id",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if("enableScaleOut" !== data.operation){
validate32.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "enableScaleOut"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.target !== undefined){
const _errs6 = errors;
if(typeof data.target !== "string"){
validate32.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.needs !== undefined){
let data3 = data.needs;
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(Array.isArray(data3)){
var valid4 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
const _errs12 = errors;
if(typeof data3[i0] !== "string"){
validate32.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs12 === errors;
if(!valid4){
break;
}
}
}
else {
validate32.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.arguments !== undefined){
let data5 = data.arguments;
const _errs14 = errors;
if(errors === _errs14){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){
validate32.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
else {
validate32.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.expects !== undefined){
let data6 = data.expects;
const _errs17 = errors;
if(errors === _errs17){
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing1;
if((data6.scaleOut === undefined) && (missing1 = "scaleOut")){
validate32.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs19 = errors;
for(const key2 in data6){
if(!(key2 === "scaleOut")){
validate32.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs19 === errors){
if(data6.scaleOut !== undefined){
let data7 = data6.scaleOut;
if(!(((data7 === "enabled") || (data7 === "neverEnabled")) || (data7 === "disabled"))){
validate32.errors = [{instancePath:instancePath+"/expects/scaleOut",schemaPath:"#/properties/expects/properties/scaleOut/enum",keyword:"enum",params:{allowedValues: schema50.properties.expects.properties.scaleOut.enum},message:"must be equal to one of the allowed values"}];
return false;
}
}
}
}
}
else {
validate32.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs17 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.risk !== undefined){
let data8 = data.risk;
const _errs21 = errors;
if(!(((data8 === "safe") || (data8 === "disruptive")) || (data8 === "destructive"))){
validate32.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs21 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.manual !== undefined){
const _errs23 = errors;
if(typeof data.manual !== "boolean"){
validate32.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/$defs/manual/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs23 === errors;
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
else {
validate32.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate32.errors = vErrors;
return errors === 0;
}
validate32.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema56 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"setDefaultExecutionMode"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["mode"],"properties":{"mode":{"enum":["server","scaleOut"]}}},"expects":{"type":"object","additionalProperties":false,"required":["mode"],"properties":{"mode":{"enum":["server","scaleOut"]}}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}};

function validate33(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate33.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.id === undefined) && (missing0 = "id")) || ((data.operation === undefined) && (missing0 = "operation"))) || ((data.target === undefined) && (missing0 = "target"))) || ((data.needs === undefined) && (missing0 = "needs"))) || ((data.arguments === undefined) && (missing0 = "arguments"))) || ((data.expects === undefined) && (missing0 = "expects"))) || ((data.risk === undefined) && (missing0 = "risk"))){
validate33.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((((key0 === "id") || (key0 === "operation")) || (key0 === "target")) || (key0 === "needs")) || (key0 === "arguments")) || (key0 === "expects")) || (key0 === "risk")) || (key0 === "manual"))){
validate33.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
const _errs2 = errors;
if(typeof data.id !== "string"){
validate33.errors = [{instancePath:instancePath+"/id",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if("setDefaultExecutionMode" !== data.operation){
validate33.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "setDefaultExecutionMode"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.target !== undefined){
const _errs6 = errors;
if(typeof data.target !== "string"){
validate33.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.needs !== undefined){
let data3 = data.needs;
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(Array.isArray(data3)){
var valid4 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
const _errs12 = errors;
if(typeof data3[i0] !== "string"){
validate33.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs12 === errors;
if(!valid4){
break;
}
}
}
else {
validate33.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.arguments !== undefined){
let data5 = data.arguments;
const _errs14 = errors;
if(errors === _errs14){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing1;
if((data5.mode === undefined) && (missing1 = "mode")){
validate33.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs16 = errors;
for(const key1 in data5){
if(!(key1 === "mode")){
validate33.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs16 === errors){
if(data5.mode !== undefined){
let data6 = data5.mode;
if(!((data6 === "server") || (data6 === "scaleOut"))){
validate33.errors = [{instancePath:instancePath+"/arguments/mode",schemaPath:"#/properties/arguments/properties/mode/enum",keyword:"enum",params:{allowedValues: schema56.properties.arguments.properties.mode.enum},message:"must be equal to one of the allowed values"}];
return false;
}
}
}
}
}
else {
validate33.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.expects !== undefined){
let data7 = data.expects;
const _errs18 = errors;
if(errors === _errs18){
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
let missing2;
if((data7.mode === undefined) && (missing2 = "mode")){
validate33.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs20 = errors;
for(const key2 in data7){
if(!(key2 === "mode")){
validate33.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs20 === errors){
if(data7.mode !== undefined){
let data8 = data7.mode;
if(!((data8 === "server") || (data8 === "scaleOut"))){
validate33.errors = [{instancePath:instancePath+"/expects/mode",schemaPath:"#/properties/expects/properties/mode/enum",keyword:"enum",params:{allowedValues: schema56.properties.expects.properties.mode.enum},message:"must be equal to one of the allowed values"}];
return false;
}
}
}
}
}
else {
validate33.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs18 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.risk !== undefined){
let data9 = data.risk;
const _errs22 = errors;
if(!(((data9 === "safe") || (data9 === "disruptive")) || (data9 === "destructive"))){
validate33.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs22 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.manual !== undefined){
const _errs24 = errors;
if(typeof data.manual !== "boolean"){
validate33.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/$defs/manual/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs24 === errors;
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
else {
validate33.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate33.errors = vErrors;
return errors === 0;
}
validate33.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema62 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"setMasterAddress"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["address"],"properties":{"address":{"type":"string"}}},"expects":{"type":"object","additionalProperties":false,"required":["address"],"properties":{"address":{"type":["string","null"]}}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}};

function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate34.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.id === undefined) && (missing0 = "id")) || ((data.operation === undefined) && (missing0 = "operation"))) || ((data.target === undefined) && (missing0 = "target"))) || ((data.needs === undefined) && (missing0 = "needs"))) || ((data.arguments === undefined) && (missing0 = "arguments"))) || ((data.expects === undefined) && (missing0 = "expects"))) || ((data.risk === undefined) && (missing0 = "risk"))){
validate34.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((((key0 === "id") || (key0 === "operation")) || (key0 === "target")) || (key0 === "needs")) || (key0 === "arguments")) || (key0 === "expects")) || (key0 === "risk")) || (key0 === "manual"))){
validate34.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
const _errs2 = errors;
if(typeof data.id !== "string"){
validate34.errors = [{instancePath:instancePath+"/id",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if("setMasterAddress" !== data.operation){
validate34.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "setMasterAddress"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.target !== undefined){
const _errs6 = errors;
if(typeof data.target !== "string"){
validate34.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.needs !== undefined){
let data3 = data.needs;
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(Array.isArray(data3)){
var valid4 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
const _errs12 = errors;
if(typeof data3[i0] !== "string"){
validate34.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs12 === errors;
if(!valid4){
break;
}
}
}
else {
validate34.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.arguments !== undefined){
let data5 = data.arguments;
const _errs14 = errors;
if(errors === _errs14){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing1;
if((data5.address === undefined) && (missing1 = "address")){
validate34.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs16 = errors;
for(const key1 in data5){
if(!(key1 === "address")){
validate34.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs16 === errors){
if(data5.address !== undefined){
if(typeof data5.address !== "string"){
validate34.errors = [{instancePath:instancePath+"/arguments/address",schemaPath:"#/properties/arguments/properties/address/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
}
}
else {
validate34.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.expects !== undefined){
let data7 = data.expects;
const _errs19 = errors;
if(errors === _errs19){
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
let missing2;
if((data7.address === undefined) && (missing2 = "address")){
validate34.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs21 = errors;
for(const key2 in data7){
if(!(key2 === "address")){
validate34.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs21 === errors){
if(data7.address !== undefined){
let data8 = data7.address;
if((typeof data8 !== "string") && (data8 !== null)){
validate34.errors = [{instancePath:instancePath+"/expects/address",schemaPath:"#/properties/expects/properties/address/type",keyword:"type",params:{type: schema62.properties.expects.properties.address.type},message:"must be string,null"}];
return false;
}
}
}
}
}
else {
validate34.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs19 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.risk !== undefined){
let data9 = data.risk;
const _errs24 = errors;
if(!(((data9 === "safe") || (data9 === "disruptive")) || (data9 === "destructive"))){
validate34.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs24 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.manual !== undefined){
const _errs26 = errors;
if(typeof data.manual !== "boolean"){
validate34.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/$defs/manual/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs26 === errors;
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
else {
validate34.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate34.errors = vErrors;
return errors === 0;
}
validate34.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema68 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"setWorkerEnabled"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["enabled"],"properties":{"workerAgentId":{"type":"string"},"machine":{"type":"string"},"enabled":{"type":"boolean"}}},"expects":{"type":"object","additionalProperties":false,"required":["enabled"],"properties":{"machineName":{"type":["string","null"]},"enabled":{"type":"boolean"}}},"risk":{"$ref":"#/$defs/risk"},"inputs":{"type":"object","additionalProperties":false,"required":["workerAgentId"],"properties":{"workerAgentId":{"type":"string"}}},"manual":{"$ref":"#/$defs/manual"}},"if":{"$ref":"#/$defs/filledInLater"},"then":{"type":"object","properties":{"arguments":{"type":"object","required":["machine"]}}},"else":{"type":"object","properties":{"arguments":{"type":"object","required":["workerAgentId"]},"expects":{"type":"object","required":["machineName"]}}}};
const schema69 = {"anyOf":[{"type":"object","required":["inputs"]},{"type":"object","required":["manual"],"properties":{"manual":{"const":true}}}]};

function validate35(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate35.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
const _errs4 = errors;
let valid2 = false;
const _errs5 = errors;
if(errors === _errs5){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.inputs === undefined) && (missing0 = "inputs")){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid1 = _errs5 === errors;
valid2 = valid2 || _valid1;
const _errs7 = errors;
if(errors === _errs7){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if((data.manual === undefined) && (missing1 = "manual")){
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
if(data.manual !== undefined){
if(true !== data.manual){
const err3 = {};
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
}
else {
const err4 = {};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
var _valid1 = _errs7 === errors;
valid2 = valid2 || _valid1;
if(_valid1){
var props0 = {};
props0.manual = true;
}
if(!valid2){
const err5 = {};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
else {
errors = _errs4;
if(vErrors !== null){
if(_errs4){
vErrors.length = _errs4;
}
else {
vErrors = null;
}
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs10 = errors;
if(errors === _errs10){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.arguments !== undefined){
let data1 = data.arguments;
const _errs12 = errors;
if(errors === _errs12){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing2;
if((data1.machine === undefined) && (missing2 = "machine")){
validate35.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/then/properties/arguments/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
}
else {
validate35.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/then/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
}
}
else {
validate35.errors = [{instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var _valid0 = _errs10 === errors;
valid0 = _valid0;
if(valid0){
if(props0 !== true){
props0 = props0 || {};
props0.arguments = true;
}
}
ifClause0 = "then";
}
else {
const _errs14 = errors;
if(errors === _errs14){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.arguments !== undefined){
let data2 = data.arguments;
const _errs16 = errors;
if(errors === _errs16){
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
let missing3;
if((data2.workerAgentId === undefined) && (missing3 = "workerAgentId")){
validate35.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/else/properties/arguments/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
}
else {
validate35.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/else/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid5 = _errs16 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.expects !== undefined){
let data3 = data.expects;
const _errs18 = errors;
if(errors === _errs18){
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing4;
if((data3.machineName === undefined) && (missing4 = "machineName")){
validate35.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/else/properties/expects/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
}
else {
validate35.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/else/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid5 = _errs18 === errors;
}
else {
var valid5 = true;
}
}
}
else {
validate35.errors = [{instancePath,schemaPath:"#/else/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var _valid0 = _errs14 === errors;
valid0 = _valid0;
if(valid0){
if(props0 !== true){
props0 = props0 || {};
props0.arguments = true;
props0.expects = true;
}
}
ifClause0 = "else";
}
if(!valid0){
const err6 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
validate35.errors = vErrors;
return false;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing5;
if((((((((data.id === undefined) && (missing5 = "id")) || ((data.operation === undefined) && (missing5 = "operation"))) || ((data.target === undefined) && (missing5 = "target"))) || ((data.needs === undefined) && (missing5 = "needs"))) || ((data.arguments === undefined) && (missing5 = "arguments"))) || ((data.expects === undefined) && (missing5 = "expects"))) || ((data.risk === undefined) && (missing5 = "risk"))){
validate35.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'"}];
return false;
}
else {
const _errs20 = errors;
for(const key0 in data){
if(!(func1.call(schema68.properties, key0))){
validate35.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs20 === errors){
if(data.id !== undefined){
const _errs21 = errors;
if(typeof data.id !== "string"){
validate35.errors = [{instancePath:instancePath+"/id",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid6 = _errs21 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data.operation !== undefined){
const _errs24 = errors;
if("setWorkerEnabled" !== data.operation){
validate35.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "setWorkerEnabled"},message:"must be equal to constant"}];
return false;
}
var valid6 = _errs24 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data.target !== undefined){
const _errs25 = errors;
if(typeof data.target !== "string"){
validate35.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid6 = _errs25 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data.needs !== undefined){
let data7 = data.needs;
const _errs28 = errors;
const _errs29 = errors;
if(errors === _errs29){
if(Array.isArray(data7)){
var valid10 = true;
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
const _errs31 = errors;
if(typeof data7[i0] !== "string"){
validate35.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid10 = _errs31 === errors;
if(!valid10){
break;
}
}
}
else {
validate35.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid6 = _errs28 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data.arguments !== undefined){
let data9 = data.arguments;
const _errs33 = errors;
if(errors === _errs33){
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
let missing6;
if((data9.enabled === undefined) && (missing6 = "enabled")){
validate35.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/required",keyword:"required",params:{missingProperty: missing6},message:"must have required property '"+missing6+"'"}];
return false;
}
else {
const _errs35 = errors;
for(const key1 in data9){
if(!(((key1 === "workerAgentId") || (key1 === "machine")) || (key1 === "enabled"))){
validate35.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs35 === errors){
if(data9.workerAgentId !== undefined){
const _errs36 = errors;
if(typeof data9.workerAgentId !== "string"){
validate35.errors = [{instancePath:instancePath+"/arguments/workerAgentId",schemaPath:"#/properties/arguments/properties/workerAgentId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid11 = _errs36 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data9.machine !== undefined){
const _errs38 = errors;
if(typeof data9.machine !== "string"){
validate35.errors = [{instancePath:instancePath+"/arguments/machine",schemaPath:"#/properties/arguments/properties/machine/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid11 = _errs38 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data9.enabled !== undefined){
const _errs40 = errors;
if(typeof data9.enabled !== "boolean"){
validate35.errors = [{instancePath:instancePath+"/arguments/enabled",schemaPath:"#/properties/arguments/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid11 = _errs40 === errors;
}
else {
var valid11 = true;
}
}
}
}
}
}
else {
validate35.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid6 = _errs33 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data.expects !== undefined){
let data13 = data.expects;
const _errs42 = errors;
if(errors === _errs42){
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
let missing7;
if((data13.enabled === undefined) && (missing7 = "enabled")){
validate35.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/required",keyword:"required",params:{missingProperty: missing7},message:"must have required property '"+missing7+"'"}];
return false;
}
else {
const _errs44 = errors;
for(const key2 in data13){
if(!((key2 === "machineName") || (key2 === "enabled"))){
validate35.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs44 === errors){
if(data13.machineName !== undefined){
let data14 = data13.machineName;
const _errs45 = errors;
if((typeof data14 !== "string") && (data14 !== null)){
validate35.errors = [{instancePath:instancePath+"/expects/machineName",schemaPath:"#/properties/expects/properties/machineName/type",keyword:"type",params:{type: schema68.properties.expects.properties.machineName.type},message:"must be string,null"}];
return false;
}
var valid12 = _errs45 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data13.enabled !== undefined){
const _errs47 = errors;
if(typeof data13.enabled !== "boolean"){
validate35.errors = [{instancePath:instancePath+"/expects/enabled",schemaPath:"#/properties/expects/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid12 = _errs47 === errors;
}
else {
var valid12 = true;
}
}
}
}
}
else {
validate35.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid6 = _errs42 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data.risk !== undefined){
let data16 = data.risk;
const _errs49 = errors;
if(!(((data16 === "safe") || (data16 === "disruptive")) || (data16 === "destructive"))){
validate35.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid6 = _errs49 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data.inputs !== undefined){
let data17 = data.inputs;
const _errs51 = errors;
if(errors === _errs51){
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
let missing8;
if((data17.workerAgentId === undefined) && (missing8 = "workerAgentId")){
validate35.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/required",keyword:"required",params:{missingProperty: missing8},message:"must have required property '"+missing8+"'"}];
return false;
}
else {
const _errs53 = errors;
for(const key3 in data17){
if(!(key3 === "workerAgentId")){
validate35.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs53 === errors){
if(data17.workerAgentId !== undefined){
if(typeof data17.workerAgentId !== "string"){
validate35.errors = [{instancePath:instancePath+"/inputs/workerAgentId",schemaPath:"#/properties/inputs/properties/workerAgentId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
}
}
else {
validate35.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid6 = _errs51 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data.manual !== undefined){
const _errs56 = errors;
if(typeof data.manual !== "boolean"){
validate35.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/$defs/manual/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid6 = _errs56 === errors;
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
}
else {
validate35.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate35.errors = vErrors;
return errors === 0;
}
validate35.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema75 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"setWorkerProperty"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["property","value"],"properties":{"workerAgentId":{"type":"string"},"machine":{"type":"string"},"property":{"enum":["DisplayName","Description","Tags"]},"value":{"type":["string","null"]}}},"expects":{"type":"object","additionalProperties":false,"required":["value"],"properties":{"machineName":{"type":["string","null"]},"value":{"type":["string","null"]}}},"risk":{"$ref":"#/$defs/risk"},"inputs":{"type":"object","additionalProperties":false,"required":["workerAgentId"],"properties":{"workerAgentId":{"type":"string"}}},"manual":{"$ref":"#/$defs/manual"}},"if":{"$ref":"#/$defs/filledInLater"},"then":{"type":"object","properties":{"arguments":{"type":"object","required":["machine"]}}},"else":{"type":"object","properties":{"arguments":{"type":"object","required":["workerAgentId"]},"expects":{"type":"object","required":["machineName"]}}}};

function validate36(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate36.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
const _errs4 = errors;
let valid2 = false;
const _errs5 = errors;
if(errors === _errs5){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.inputs === undefined) && (missing0 = "inputs")){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid1 = _errs5 === errors;
valid2 = valid2 || _valid1;
const _errs7 = errors;
if(errors === _errs7){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if((data.manual === undefined) && (missing1 = "manual")){
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
if(data.manual !== undefined){
if(true !== data.manual){
const err3 = {};
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
}
else {
const err4 = {};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
var _valid1 = _errs7 === errors;
valid2 = valid2 || _valid1;
if(_valid1){
var props0 = {};
props0.manual = true;
}
if(!valid2){
const err5 = {};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
else {
errors = _errs4;
if(vErrors !== null){
if(_errs4){
vErrors.length = _errs4;
}
else {
vErrors = null;
}
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs10 = errors;
if(errors === _errs10){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.arguments !== undefined){
let data1 = data.arguments;
const _errs12 = errors;
if(errors === _errs12){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing2;
if((data1.machine === undefined) && (missing2 = "machine")){
validate36.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/then/properties/arguments/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
}
else {
validate36.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/then/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
}
}
else {
validate36.errors = [{instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var _valid0 = _errs10 === errors;
valid0 = _valid0;
if(valid0){
if(props0 !== true){
props0 = props0 || {};
props0.arguments = true;
}
}
ifClause0 = "then";
}
else {
const _errs14 = errors;
if(errors === _errs14){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.arguments !== undefined){
let data2 = data.arguments;
const _errs16 = errors;
if(errors === _errs16){
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
let missing3;
if((data2.workerAgentId === undefined) && (missing3 = "workerAgentId")){
validate36.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/else/properties/arguments/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
}
else {
validate36.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/else/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid5 = _errs16 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.expects !== undefined){
let data3 = data.expects;
const _errs18 = errors;
if(errors === _errs18){
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing4;
if((data3.machineName === undefined) && (missing4 = "machineName")){
validate36.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/else/properties/expects/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
}
else {
validate36.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/else/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid5 = _errs18 === errors;
}
else {
var valid5 = true;
}
}
}
else {
validate36.errors = [{instancePath,schemaPath:"#/else/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var _valid0 = _errs14 === errors;
valid0 = _valid0;
if(valid0){
if(props0 !== true){
props0 = props0 || {};
props0.arguments = true;
props0.expects = true;
}
}
ifClause0 = "else";
}
if(!valid0){
const err6 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
validate36.errors = vErrors;
return false;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing5;
if((((((((data.id === undefined) && (missing5 = "id")) || ((data.operation === undefined) && (missing5 = "operation"))) || ((data.target === undefined) && (missing5 = "target"))) || ((data.needs === undefined) && (missing5 = "needs"))) || ((data.arguments === undefined) && (missing5 = "arguments"))) || ((data.expects === undefined) && (missing5 = "expects"))) || ((data.risk === undefined) && (missing5 = "risk"))){
validate36.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'"}];
return false;
}
else {
const _errs20 = errors;
for(const key0 in data){
if(!(func1.call(schema75.properties, key0))){
validate36.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs20 === errors){
if(data.id !== undefined){
const _errs21 = errors;
if(typeof data.id !== "string"){
validate36.errors = [{instancePath:instancePath+"/id",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid6 = _errs21 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data.operation !== undefined){
const _errs24 = errors;
if("setWorkerProperty" !== data.operation){
validate36.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "setWorkerProperty"},message:"must be equal to constant"}];
return false;
}
var valid6 = _errs24 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data.target !== undefined){
const _errs25 = errors;
if(typeof data.target !== "string"){
validate36.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid6 = _errs25 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data.needs !== undefined){
let data7 = data.needs;
const _errs28 = errors;
const _errs29 = errors;
if(errors === _errs29){
if(Array.isArray(data7)){
var valid10 = true;
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
const _errs31 = errors;
if(typeof data7[i0] !== "string"){
validate36.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid10 = _errs31 === errors;
if(!valid10){
break;
}
}
}
else {
validate36.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid6 = _errs28 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data.arguments !== undefined){
let data9 = data.arguments;
const _errs33 = errors;
if(errors === _errs33){
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
let missing6;
if(((data9.property === undefined) && (missing6 = "property")) || ((data9.value === undefined) && (missing6 = "value"))){
validate36.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/required",keyword:"required",params:{missingProperty: missing6},message:"must have required property '"+missing6+"'"}];
return false;
}
else {
const _errs35 = errors;
for(const key1 in data9){
if(!((((key1 === "workerAgentId") || (key1 === "machine")) || (key1 === "property")) || (key1 === "value"))){
validate36.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs35 === errors){
if(data9.workerAgentId !== undefined){
const _errs36 = errors;
if(typeof data9.workerAgentId !== "string"){
validate36.errors = [{instancePath:instancePath+"/arguments/workerAgentId",schemaPath:"#/properties/arguments/properties/workerAgentId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid11 = _errs36 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data9.machine !== undefined){
const _errs38 = errors;
if(typeof data9.machine !== "string"){
validate36.errors = [{instancePath:instancePath+"/arguments/machine",schemaPath:"#/properties/arguments/properties/machine/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid11 = _errs38 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data9.property !== undefined){
let data12 = data9.property;
const _errs40 = errors;
if(!(((data12 === "DisplayName") || (data12 === "Description")) || (data12 === "Tags"))){
validate36.errors = [{instancePath:instancePath+"/arguments/property",schemaPath:"#/properties/arguments/properties/property/enum",keyword:"enum",params:{allowedValues: schema75.properties.arguments.properties.property.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid11 = _errs40 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data9.value !== undefined){
let data13 = data9.value;
const _errs41 = errors;
if((typeof data13 !== "string") && (data13 !== null)){
validate36.errors = [{instancePath:instancePath+"/arguments/value",schemaPath:"#/properties/arguments/properties/value/type",keyword:"type",params:{type: schema75.properties.arguments.properties.value.type},message:"must be string,null"}];
return false;
}
var valid11 = _errs41 === errors;
}
else {
var valid11 = true;
}
}
}
}
}
}
}
else {
validate36.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid6 = _errs33 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data.expects !== undefined){
let data14 = data.expects;
const _errs43 = errors;
if(errors === _errs43){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
let missing7;
if((data14.value === undefined) && (missing7 = "value")){
validate36.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/required",keyword:"required",params:{missingProperty: missing7},message:"must have required property '"+missing7+"'"}];
return false;
}
else {
const _errs45 = errors;
for(const key2 in data14){
if(!((key2 === "machineName") || (key2 === "value"))){
validate36.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs45 === errors){
if(data14.machineName !== undefined){
let data15 = data14.machineName;
const _errs46 = errors;
if((typeof data15 !== "string") && (data15 !== null)){
validate36.errors = [{instancePath:instancePath+"/expects/machineName",schemaPath:"#/properties/expects/properties/machineName/type",keyword:"type",params:{type: schema75.properties.expects.properties.machineName.type},message:"must be string,null"}];
return false;
}
var valid12 = _errs46 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data14.value !== undefined){
let data16 = data14.value;
const _errs48 = errors;
if((typeof data16 !== "string") && (data16 !== null)){
validate36.errors = [{instancePath:instancePath+"/expects/value",schemaPath:"#/properties/expects/properties/value/type",keyword:"type",params:{type: schema75.properties.expects.properties.value.type},message:"must be string,null"}];
return false;
}
var valid12 = _errs48 === errors;
}
else {
var valid12 = true;
}
}
}
}
}
else {
validate36.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid6 = _errs43 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data.risk !== undefined){
let data17 = data.risk;
const _errs50 = errors;
if(!(((data17 === "safe") || (data17 === "disruptive")) || (data17 === "destructive"))){
validate36.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid6 = _errs50 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data.inputs !== undefined){
let data18 = data.inputs;
const _errs52 = errors;
if(errors === _errs52){
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
let missing8;
if((data18.workerAgentId === undefined) && (missing8 = "workerAgentId")){
validate36.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/required",keyword:"required",params:{missingProperty: missing8},message:"must have required property '"+missing8+"'"}];
return false;
}
else {
const _errs54 = errors;
for(const key3 in data18){
if(!(key3 === "workerAgentId")){
validate36.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs54 === errors){
if(data18.workerAgentId !== undefined){
if(typeof data18.workerAgentId !== "string"){
validate36.errors = [{instancePath:instancePath+"/inputs/workerAgentId",schemaPath:"#/properties/inputs/properties/workerAgentId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
}
}
else {
validate36.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid6 = _errs52 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data.manual !== undefined){
const _errs57 = errors;
if(typeof data.manual !== "boolean"){
validate36.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/$defs/manual/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid6 = _errs57 === errors;
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
}
else {
validate36.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate36.errors = vErrors;
return errors === 0;
}
validate36.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema82 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"drainWorker"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["workerAgentId","timeoutSeconds","onTimeout"],"properties":{"workerAgentId":{"type":"string"},"timeoutSeconds":{"type":"number"},"onTimeout":{"enum":["stop","disable"]},"continues":{"const":true},"beforeStop":{"const":true},"offline":{"const":true},"together":{"const":true},"heartbeatInterval":{"type":"number"}}},"expects":{"type":"object","additionalProperties":false,"required":["machineName","enabled"],"properties":{"machineName":{"type":["string","null"]},"enabled":{"type":"boolean"},"protected":{"const":false}}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}};

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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.id === undefined) && (missing0 = "id")) || ((data.operation === undefined) && (missing0 = "operation"))) || ((data.target === undefined) && (missing0 = "target"))) || ((data.needs === undefined) && (missing0 = "needs"))) || ((data.arguments === undefined) && (missing0 = "arguments"))) || ((data.expects === undefined) && (missing0 = "expects"))) || ((data.risk === undefined) && (missing0 = "risk"))){
validate37.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((((key0 === "id") || (key0 === "operation")) || (key0 === "target")) || (key0 === "needs")) || (key0 === "arguments")) || (key0 === "expects")) || (key0 === "risk")) || (key0 === "manual"))){
validate37.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
const _errs2 = errors;
if(typeof data.id !== "string"){
validate37.errors = [{instancePath:instancePath+"/id",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if("drainWorker" !== data.operation){
validate37.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "drainWorker"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.target !== undefined){
const _errs6 = errors;
if(typeof data.target !== "string"){
validate37.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.needs !== undefined){
let data3 = data.needs;
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(Array.isArray(data3)){
var valid4 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
const _errs12 = errors;
if(typeof data3[i0] !== "string"){
validate37.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs12 === errors;
if(!valid4){
break;
}
}
}
else {
validate37.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.arguments !== undefined){
let data5 = data.arguments;
const _errs14 = errors;
if(errors === _errs14){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing1;
if((((data5.workerAgentId === undefined) && (missing1 = "workerAgentId")) || ((data5.timeoutSeconds === undefined) && (missing1 = "timeoutSeconds"))) || ((data5.onTimeout === undefined) && (missing1 = "onTimeout"))){
validate37.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs16 = errors;
for(const key1 in data5){
if(!((((((((key1 === "workerAgentId") || (key1 === "timeoutSeconds")) || (key1 === "onTimeout")) || (key1 === "continues")) || (key1 === "beforeStop")) || (key1 === "offline")) || (key1 === "together")) || (key1 === "heartbeatInterval"))){
validate37.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs16 === errors){
if(data5.workerAgentId !== undefined){
const _errs17 = errors;
if(typeof data5.workerAgentId !== "string"){
validate37.errors = [{instancePath:instancePath+"/arguments/workerAgentId",schemaPath:"#/properties/arguments/properties/workerAgentId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs17 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.timeoutSeconds !== undefined){
let data7 = data5.timeoutSeconds;
const _errs19 = errors;
if(!((typeof data7 == "number") && (isFinite(data7)))){
validate37.errors = [{instancePath:instancePath+"/arguments/timeoutSeconds",schemaPath:"#/properties/arguments/properties/timeoutSeconds/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid5 = _errs19 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.onTimeout !== undefined){
let data8 = data5.onTimeout;
const _errs21 = errors;
if(!((data8 === "stop") || (data8 === "disable"))){
validate37.errors = [{instancePath:instancePath+"/arguments/onTimeout",schemaPath:"#/properties/arguments/properties/onTimeout/enum",keyword:"enum",params:{allowedValues: schema82.properties.arguments.properties.onTimeout.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid5 = _errs21 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.continues !== undefined){
const _errs22 = errors;
if(true !== data5.continues){
validate37.errors = [{instancePath:instancePath+"/arguments/continues",schemaPath:"#/properties/arguments/properties/continues/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"}];
return false;
}
var valid5 = _errs22 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.beforeStop !== undefined){
const _errs23 = errors;
if(true !== data5.beforeStop){
validate37.errors = [{instancePath:instancePath+"/arguments/beforeStop",schemaPath:"#/properties/arguments/properties/beforeStop/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"}];
return false;
}
var valid5 = _errs23 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.offline !== undefined){
const _errs24 = errors;
if(true !== data5.offline){
validate37.errors = [{instancePath:instancePath+"/arguments/offline",schemaPath:"#/properties/arguments/properties/offline/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"}];
return false;
}
var valid5 = _errs24 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.together !== undefined){
const _errs25 = errors;
if(true !== data5.together){
validate37.errors = [{instancePath:instancePath+"/arguments/together",schemaPath:"#/properties/arguments/properties/together/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"}];
return false;
}
var valid5 = _errs25 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.heartbeatInterval !== undefined){
let data13 = data5.heartbeatInterval;
const _errs26 = errors;
if(!((typeof data13 == "number") && (isFinite(data13)))){
validate37.errors = [{instancePath:instancePath+"/arguments/heartbeatInterval",schemaPath:"#/properties/arguments/properties/heartbeatInterval/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid5 = _errs26 === errors;
}
else {
var valid5 = true;
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
validate37.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.expects !== undefined){
let data14 = data.expects;
const _errs28 = errors;
if(errors === _errs28){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
let missing2;
if(((data14.machineName === undefined) && (missing2 = "machineName")) || ((data14.enabled === undefined) && (missing2 = "enabled"))){
validate37.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs30 = errors;
for(const key2 in data14){
if(!(((key2 === "machineName") || (key2 === "enabled")) || (key2 === "protected"))){
validate37.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs30 === errors){
if(data14.machineName !== undefined){
let data15 = data14.machineName;
const _errs31 = errors;
if((typeof data15 !== "string") && (data15 !== null)){
validate37.errors = [{instancePath:instancePath+"/expects/machineName",schemaPath:"#/properties/expects/properties/machineName/type",keyword:"type",params:{type: schema82.properties.expects.properties.machineName.type},message:"must be string,null"}];
return false;
}
var valid6 = _errs31 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data14.enabled !== undefined){
const _errs33 = errors;
if(typeof data14.enabled !== "boolean"){
validate37.errors = [{instancePath:instancePath+"/expects/enabled",schemaPath:"#/properties/expects/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid6 = _errs33 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data14.protected !== undefined){
const _errs35 = errors;
if(false !== data14.protected){
validate37.errors = [{instancePath:instancePath+"/expects/protected",schemaPath:"#/properties/expects/properties/protected/const",keyword:"const",params:{allowedValue: false},message:"must be equal to constant"}];
return false;
}
var valid6 = _errs35 === errors;
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
validate37.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs28 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.risk !== undefined){
let data18 = data.risk;
const _errs36 = errors;
if(!(((data18 === "safe") || (data18 === "disruptive")) || (data18 === "destructive"))){
validate37.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs36 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.manual !== undefined){
const _errs38 = errors;
if(typeof data.manual !== "boolean"){
validate37.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/$defs/manual/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs38 === errors;
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
else {
validate37.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate37.errors = vErrors;
return errors === 0;
}
validate37.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema88 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"removeWorker"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["workerAgentId"],"properties":{"workerAgentId":{"type":"string"},"heartbeatInterval":{"type":"number"}}},"expects":{"type":"object","additionalProperties":false,"required":["machineName","enabled","online"],"properties":{"machineName":{"type":["string","null"]},"enabled":{"const":false},"online":{"type":"boolean"},"protected":{"const":false}}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}};

function validate38(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate38.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.id === undefined) && (missing0 = "id")) || ((data.operation === undefined) && (missing0 = "operation"))) || ((data.target === undefined) && (missing0 = "target"))) || ((data.needs === undefined) && (missing0 = "needs"))) || ((data.arguments === undefined) && (missing0 = "arguments"))) || ((data.expects === undefined) && (missing0 = "expects"))) || ((data.risk === undefined) && (missing0 = "risk"))){
validate38.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((((key0 === "id") || (key0 === "operation")) || (key0 === "target")) || (key0 === "needs")) || (key0 === "arguments")) || (key0 === "expects")) || (key0 === "risk")) || (key0 === "manual"))){
validate38.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
const _errs2 = errors;
if(typeof data.id !== "string"){
validate38.errors = [{instancePath:instancePath+"/id",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if("removeWorker" !== data.operation){
validate38.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "removeWorker"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.target !== undefined){
const _errs6 = errors;
if(typeof data.target !== "string"){
validate38.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.needs !== undefined){
let data3 = data.needs;
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(Array.isArray(data3)){
var valid4 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
const _errs12 = errors;
if(typeof data3[i0] !== "string"){
validate38.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs12 === errors;
if(!valid4){
break;
}
}
}
else {
validate38.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.arguments !== undefined){
let data5 = data.arguments;
const _errs14 = errors;
if(errors === _errs14){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing1;
if((data5.workerAgentId === undefined) && (missing1 = "workerAgentId")){
validate38.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs16 = errors;
for(const key1 in data5){
if(!((key1 === "workerAgentId") || (key1 === "heartbeatInterval"))){
validate38.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs16 === errors){
if(data5.workerAgentId !== undefined){
const _errs17 = errors;
if(typeof data5.workerAgentId !== "string"){
validate38.errors = [{instancePath:instancePath+"/arguments/workerAgentId",schemaPath:"#/properties/arguments/properties/workerAgentId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs17 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.heartbeatInterval !== undefined){
let data7 = data5.heartbeatInterval;
const _errs19 = errors;
if(!((typeof data7 == "number") && (isFinite(data7)))){
validate38.errors = [{instancePath:instancePath+"/arguments/heartbeatInterval",schemaPath:"#/properties/arguments/properties/heartbeatInterval/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid5 = _errs19 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
else {
validate38.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.expects !== undefined){
let data8 = data.expects;
const _errs21 = errors;
if(errors === _errs21){
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
let missing2;
if((((data8.machineName === undefined) && (missing2 = "machineName")) || ((data8.enabled === undefined) && (missing2 = "enabled"))) || ((data8.online === undefined) && (missing2 = "online"))){
validate38.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs23 = errors;
for(const key2 in data8){
if(!((((key2 === "machineName") || (key2 === "enabled")) || (key2 === "online")) || (key2 === "protected"))){
validate38.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs23 === errors){
if(data8.machineName !== undefined){
let data9 = data8.machineName;
const _errs24 = errors;
if((typeof data9 !== "string") && (data9 !== null)){
validate38.errors = [{instancePath:instancePath+"/expects/machineName",schemaPath:"#/properties/expects/properties/machineName/type",keyword:"type",params:{type: schema88.properties.expects.properties.machineName.type},message:"must be string,null"}];
return false;
}
var valid6 = _errs24 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data8.enabled !== undefined){
const _errs26 = errors;
if(false !== data8.enabled){
validate38.errors = [{instancePath:instancePath+"/expects/enabled",schemaPath:"#/properties/expects/properties/enabled/const",keyword:"const",params:{allowedValue: false},message:"must be equal to constant"}];
return false;
}
var valid6 = _errs26 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data8.online !== undefined){
const _errs27 = errors;
if(typeof data8.online !== "boolean"){
validate38.errors = [{instancePath:instancePath+"/expects/online",schemaPath:"#/properties/expects/properties/online/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid6 = _errs27 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data8.protected !== undefined){
const _errs29 = errors;
if(false !== data8.protected){
validate38.errors = [{instancePath:instancePath+"/expects/protected",schemaPath:"#/properties/expects/properties/protected/const",keyword:"const",params:{allowedValue: false},message:"must be equal to constant"}];
return false;
}
var valid6 = _errs29 === errors;
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
else {
validate38.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs21 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.risk !== undefined){
let data13 = data.risk;
const _errs30 = errors;
if(!(((data13 === "safe") || (data13 === "disruptive")) || (data13 === "destructive"))){
validate38.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs30 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.manual !== undefined){
const _errs32 = errors;
if(typeof data.manual !== "boolean"){
validate38.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/$defs/manual/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs32 === errors;
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
else {
validate38.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate38.errors = vErrors;
return errors === 0;
}
validate38.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema94 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"awaitWorker"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","timeoutSeconds"],"properties":{"machine":{"type":"string"},"timeoutSeconds":{"type":"number"},"workerAgentId":{"type":"string"},"reached":{"const":false},"heartbeatInterval":{"type":"number"},"lastOnline":{"type":["string","null"]}}},"expects":{"type":"object","additionalProperties":false,"properties":{}},"risk":{"$ref":"#/$defs/risk"},"inputs":{"type":"object","additionalProperties":false,"required":["lastOnline"],"properties":{"lastOnline":{"type":"string"}}},"manual":{"$ref":"#/$defs/manual"}}};

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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.id === undefined) && (missing0 = "id")) || ((data.operation === undefined) && (missing0 = "operation"))) || ((data.target === undefined) && (missing0 = "target"))) || ((data.needs === undefined) && (missing0 = "needs"))) || ((data.arguments === undefined) && (missing0 = "arguments"))) || ((data.expects === undefined) && (missing0 = "expects"))) || ((data.risk === undefined) && (missing0 = "risk"))){
validate39.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema94.properties, key0))){
validate39.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
const _errs2 = errors;
if(typeof data.id !== "string"){
validate39.errors = [{instancePath:instancePath+"/id",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if("awaitWorker" !== data.operation){
validate39.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "awaitWorker"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.target !== undefined){
const _errs6 = errors;
if(typeof data.target !== "string"){
validate39.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.needs !== undefined){
let data3 = data.needs;
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(Array.isArray(data3)){
var valid4 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
const _errs12 = errors;
if(typeof data3[i0] !== "string"){
validate39.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs12 === errors;
if(!valid4){
break;
}
}
}
else {
validate39.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.arguments !== undefined){
let data5 = data.arguments;
const _errs14 = errors;
if(errors === _errs14){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing1;
if(((data5.machine === undefined) && (missing1 = "machine")) || ((data5.timeoutSeconds === undefined) && (missing1 = "timeoutSeconds"))){
validate39.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs16 = errors;
for(const key1 in data5){
if(!((((((key1 === "machine") || (key1 === "timeoutSeconds")) || (key1 === "workerAgentId")) || (key1 === "reached")) || (key1 === "heartbeatInterval")) || (key1 === "lastOnline"))){
validate39.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs16 === errors){
if(data5.machine !== undefined){
const _errs17 = errors;
if(typeof data5.machine !== "string"){
validate39.errors = [{instancePath:instancePath+"/arguments/machine",schemaPath:"#/properties/arguments/properties/machine/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs17 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.timeoutSeconds !== undefined){
let data7 = data5.timeoutSeconds;
const _errs19 = errors;
if(!((typeof data7 == "number") && (isFinite(data7)))){
validate39.errors = [{instancePath:instancePath+"/arguments/timeoutSeconds",schemaPath:"#/properties/arguments/properties/timeoutSeconds/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid5 = _errs19 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.workerAgentId !== undefined){
const _errs21 = errors;
if(typeof data5.workerAgentId !== "string"){
validate39.errors = [{instancePath:instancePath+"/arguments/workerAgentId",schemaPath:"#/properties/arguments/properties/workerAgentId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs21 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.reached !== undefined){
const _errs23 = errors;
if(false !== data5.reached){
validate39.errors = [{instancePath:instancePath+"/arguments/reached",schemaPath:"#/properties/arguments/properties/reached/const",keyword:"const",params:{allowedValue: false},message:"must be equal to constant"}];
return false;
}
var valid5 = _errs23 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.heartbeatInterval !== undefined){
let data10 = data5.heartbeatInterval;
const _errs24 = errors;
if(!((typeof data10 == "number") && (isFinite(data10)))){
validate39.errors = [{instancePath:instancePath+"/arguments/heartbeatInterval",schemaPath:"#/properties/arguments/properties/heartbeatInterval/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid5 = _errs24 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.lastOnline !== undefined){
let data11 = data5.lastOnline;
const _errs26 = errors;
if((typeof data11 !== "string") && (data11 !== null)){
validate39.errors = [{instancePath:instancePath+"/arguments/lastOnline",schemaPath:"#/properties/arguments/properties/lastOnline/type",keyword:"type",params:{type: schema94.properties.arguments.properties.lastOnline.type},message:"must be string,null"}];
return false;
}
var valid5 = _errs26 === errors;
}
else {
var valid5 = true;
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
validate39.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.expects !== undefined){
let data12 = data.expects;
const _errs28 = errors;
if(errors === _errs28){
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key2 in data12){
validate39.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
else {
validate39.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs28 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.risk !== undefined){
let data13 = data.risk;
const _errs31 = errors;
if(!(((data13 === "safe") || (data13 === "disruptive")) || (data13 === "destructive"))){
validate39.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs31 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.inputs !== undefined){
let data14 = data.inputs;
const _errs33 = errors;
if(errors === _errs33){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
let missing2;
if((data14.lastOnline === undefined) && (missing2 = "lastOnline")){
validate39.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs35 = errors;
for(const key3 in data14){
if(!(key3 === "lastOnline")){
validate39.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs35 === errors){
if(data14.lastOnline !== undefined){
if(typeof data14.lastOnline !== "string"){
validate39.errors = [{instancePath:instancePath+"/inputs/lastOnline",schemaPath:"#/properties/inputs/properties/lastOnline/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
}
}
else {
validate39.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs33 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.manual !== undefined){
const _errs38 = errors;
if(typeof data.manual !== "boolean"){
validate39.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/$defs/manual/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs38 === errors;
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
validate39.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate39.errors = vErrors;
return errors === 0;
}
validate39.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema100 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"awaitMaster"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","timeoutSeconds","thumbprint"],"properties":{"machine":{"type":"string"},"timeoutSeconds":{"type":"number"},"thumbprint":{"type":["string","null"]},"anew":{"const":true}}},"expects":{"type":"object","additionalProperties":false,"properties":{}},"risk":{"$ref":"#/$defs/risk"},"inputs":{"type":"object","additionalProperties":false,"required":["thumbprint"],"properties":{"thumbprint":{"type":"string"}}},"manual":{"$ref":"#/$defs/manual"}}};

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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.id === undefined) && (missing0 = "id")) || ((data.operation === undefined) && (missing0 = "operation"))) || ((data.target === undefined) && (missing0 = "target"))) || ((data.needs === undefined) && (missing0 = "needs"))) || ((data.arguments === undefined) && (missing0 = "arguments"))) || ((data.expects === undefined) && (missing0 = "expects"))) || ((data.risk === undefined) && (missing0 = "risk"))){
validate40.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema100.properties, key0))){
validate40.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
const _errs2 = errors;
if(typeof data.id !== "string"){
validate40.errors = [{instancePath:instancePath+"/id",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if("awaitMaster" !== data.operation){
validate40.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "awaitMaster"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.target !== undefined){
const _errs6 = errors;
if(typeof data.target !== "string"){
validate40.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.needs !== undefined){
let data3 = data.needs;
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(Array.isArray(data3)){
var valid4 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
const _errs12 = errors;
if(typeof data3[i0] !== "string"){
validate40.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs12 === errors;
if(!valid4){
break;
}
}
}
else {
validate40.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.arguments !== undefined){
let data5 = data.arguments;
const _errs14 = errors;
if(errors === _errs14){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing1;
if((((data5.machine === undefined) && (missing1 = "machine")) || ((data5.timeoutSeconds === undefined) && (missing1 = "timeoutSeconds"))) || ((data5.thumbprint === undefined) && (missing1 = "thumbprint"))){
validate40.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs16 = errors;
for(const key1 in data5){
if(!((((key1 === "machine") || (key1 === "timeoutSeconds")) || (key1 === "thumbprint")) || (key1 === "anew"))){
validate40.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs16 === errors){
if(data5.machine !== undefined){
const _errs17 = errors;
if(typeof data5.machine !== "string"){
validate40.errors = [{instancePath:instancePath+"/arguments/machine",schemaPath:"#/properties/arguments/properties/machine/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs17 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.timeoutSeconds !== undefined){
let data7 = data5.timeoutSeconds;
const _errs19 = errors;
if(!((typeof data7 == "number") && (isFinite(data7)))){
validate40.errors = [{instancePath:instancePath+"/arguments/timeoutSeconds",schemaPath:"#/properties/arguments/properties/timeoutSeconds/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid5 = _errs19 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.thumbprint !== undefined){
let data8 = data5.thumbprint;
const _errs21 = errors;
if((typeof data8 !== "string") && (data8 !== null)){
validate40.errors = [{instancePath:instancePath+"/arguments/thumbprint",schemaPath:"#/properties/arguments/properties/thumbprint/type",keyword:"type",params:{type: schema100.properties.arguments.properties.thumbprint.type},message:"must be string,null"}];
return false;
}
var valid5 = _errs21 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.anew !== undefined){
const _errs23 = errors;
if(true !== data5.anew){
validate40.errors = [{instancePath:instancePath+"/arguments/anew",schemaPath:"#/properties/arguments/properties/anew/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"}];
return false;
}
var valid5 = _errs23 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
}
}
else {
validate40.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.expects !== undefined){
let data10 = data.expects;
const _errs24 = errors;
if(errors === _errs24){
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key2 in data10){
validate40.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
else {
validate40.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs24 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.risk !== undefined){
let data11 = data.risk;
const _errs27 = errors;
if(!(((data11 === "safe") || (data11 === "disruptive")) || (data11 === "destructive"))){
validate40.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs27 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.inputs !== undefined){
let data12 = data.inputs;
const _errs29 = errors;
if(errors === _errs29){
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
let missing2;
if((data12.thumbprint === undefined) && (missing2 = "thumbprint")){
validate40.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs31 = errors;
for(const key3 in data12){
if(!(key3 === "thumbprint")){
validate40.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs31 === errors){
if(data12.thumbprint !== undefined){
if(typeof data12.thumbprint !== "string"){
validate40.errors = [{instancePath:instancePath+"/inputs/thumbprint",schemaPath:"#/properties/inputs/properties/thumbprint/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
}
}
else {
validate40.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs29 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.manual !== undefined){
const _errs34 = errors;
if(typeof data.manual !== "boolean"){
validate40.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/$defs/manual/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs34 === errors;
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
validate40.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate40.errors = vErrors;
return errors === 0;
}
validate40.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema106 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"trustCertificate"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","mark"],"properties":{"machine":{"type":"string"},"thumbprint":{"type":"string"},"certificate":{"type":"string"},"mark":{"type":"string"},"authority":{"enum":["machine","topology"]}}},"expects":{"type":"object","additionalProperties":false,"properties":{}},"risk":{"$ref":"#/$defs/risk"},"inputs":{"type":"object","additionalProperties":false,"required":["thumbprint","certificate"],"properties":{"thumbprint":{"type":"string"},"certificate":{"type":"string"}}},"manual":{"$ref":"#/$defs/manual"}},"if":{"$ref":"#/$defs/filledInLater"},"else":{"type":"object","properties":{"arguments":{"type":"object","required":["thumbprint","certificate"]}}}};

function validate41(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate41.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
const _errs4 = errors;
let valid2 = false;
const _errs5 = errors;
if(errors === _errs5){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.inputs === undefined) && (missing0 = "inputs")){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid1 = _errs5 === errors;
valid2 = valid2 || _valid1;
const _errs7 = errors;
if(errors === _errs7){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if((data.manual === undefined) && (missing1 = "manual")){
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
if(data.manual !== undefined){
if(true !== data.manual){
const err3 = {};
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
}
else {
const err4 = {};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
var _valid1 = _errs7 === errors;
valid2 = valid2 || _valid1;
if(_valid1){
var props0 = {};
props0.manual = true;
}
if(!valid2){
const err5 = {};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
else {
errors = _errs4;
if(vErrors !== null){
if(_errs4){
vErrors.length = _errs4;
}
else {
vErrors = null;
}
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
if(!_valid0){
const _errs10 = errors;
if(errors === _errs10){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.arguments !== undefined){
let data1 = data.arguments;
const _errs12 = errors;
if(errors === _errs12){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing2;
if(((data1.thumbprint === undefined) && (missing2 = "thumbprint")) || ((data1.certificate === undefined) && (missing2 = "certificate"))){
validate41.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/else/properties/arguments/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
}
else {
validate41.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/else/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
}
}
else {
validate41.errors = [{instancePath,schemaPath:"#/else/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var _valid0 = _errs10 === errors;
valid0 = _valid0;
if(valid0){
if(props0 !== true){
props0 = props0 || {};
props0.arguments = true;
}
}
}
if(!valid0){
const err6 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
validate41.errors = vErrors;
return false;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing3;
if((((((((data.id === undefined) && (missing3 = "id")) || ((data.operation === undefined) && (missing3 = "operation"))) || ((data.target === undefined) && (missing3 = "target"))) || ((data.needs === undefined) && (missing3 = "needs"))) || ((data.arguments === undefined) && (missing3 = "arguments"))) || ((data.expects === undefined) && (missing3 = "expects"))) || ((data.risk === undefined) && (missing3 = "risk"))){
validate41.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
const _errs14 = errors;
for(const key0 in data){
if(!(func1.call(schema106.properties, key0))){
validate41.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs14 === errors){
if(data.id !== undefined){
const _errs15 = errors;
if(typeof data.id !== "string"){
validate41.errors = [{instancePath:instancePath+"/id",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs15 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.operation !== undefined){
const _errs18 = errors;
if("trustCertificate" !== data.operation){
validate41.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "trustCertificate"},message:"must be equal to constant"}];
return false;
}
var valid5 = _errs18 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.target !== undefined){
const _errs19 = errors;
if(typeof data.target !== "string"){
validate41.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs19 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.needs !== undefined){
let data5 = data.needs;
const _errs22 = errors;
const _errs23 = errors;
if(errors === _errs23){
if(Array.isArray(data5)){
var valid9 = true;
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
const _errs25 = errors;
if(typeof data5[i0] !== "string"){
validate41.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid9 = _errs25 === errors;
if(!valid9){
break;
}
}
}
else {
validate41.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid5 = _errs22 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.arguments !== undefined){
let data7 = data.arguments;
const _errs27 = errors;
if(errors === _errs27){
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
let missing4;
if(((data7.machine === undefined) && (missing4 = "machine")) || ((data7.mark === undefined) && (missing4 = "mark"))){
validate41.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
else {
const _errs29 = errors;
for(const key1 in data7){
if(!(((((key1 === "machine") || (key1 === "thumbprint")) || (key1 === "certificate")) || (key1 === "mark")) || (key1 === "authority"))){
validate41.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs29 === errors){
if(data7.machine !== undefined){
const _errs30 = errors;
if(typeof data7.machine !== "string"){
validate41.errors = [{instancePath:instancePath+"/arguments/machine",schemaPath:"#/properties/arguments/properties/machine/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid10 = _errs30 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data7.thumbprint !== undefined){
const _errs32 = errors;
if(typeof data7.thumbprint !== "string"){
validate41.errors = [{instancePath:instancePath+"/arguments/thumbprint",schemaPath:"#/properties/arguments/properties/thumbprint/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid10 = _errs32 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data7.certificate !== undefined){
const _errs34 = errors;
if(typeof data7.certificate !== "string"){
validate41.errors = [{instancePath:instancePath+"/arguments/certificate",schemaPath:"#/properties/arguments/properties/certificate/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid10 = _errs34 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data7.mark !== undefined){
const _errs36 = errors;
if(typeof data7.mark !== "string"){
validate41.errors = [{instancePath:instancePath+"/arguments/mark",schemaPath:"#/properties/arguments/properties/mark/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid10 = _errs36 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data7.authority !== undefined){
let data12 = data7.authority;
const _errs38 = errors;
if(!((data12 === "machine") || (data12 === "topology"))){
validate41.errors = [{instancePath:instancePath+"/arguments/authority",schemaPath:"#/properties/arguments/properties/authority/enum",keyword:"enum",params:{allowedValues: schema106.properties.arguments.properties.authority.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid10 = _errs38 === errors;
}
else {
var valid10 = true;
}
}
}
}
}
}
}
}
else {
validate41.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid5 = _errs27 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.expects !== undefined){
let data13 = data.expects;
const _errs39 = errors;
if(errors === _errs39){
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
for(const key2 in data13){
validate41.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
else {
validate41.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid5 = _errs39 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.risk !== undefined){
let data14 = data.risk;
const _errs42 = errors;
if(!(((data14 === "safe") || (data14 === "disruptive")) || (data14 === "destructive"))){
validate41.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid5 = _errs42 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.inputs !== undefined){
let data15 = data.inputs;
const _errs44 = errors;
if(errors === _errs44){
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
let missing5;
if(((data15.thumbprint === undefined) && (missing5 = "thumbprint")) || ((data15.certificate === undefined) && (missing5 = "certificate"))){
validate41.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'"}];
return false;
}
else {
const _errs46 = errors;
for(const key3 in data15){
if(!((key3 === "thumbprint") || (key3 === "certificate"))){
validate41.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs46 === errors){
if(data15.thumbprint !== undefined){
const _errs47 = errors;
if(typeof data15.thumbprint !== "string"){
validate41.errors = [{instancePath:instancePath+"/inputs/thumbprint",schemaPath:"#/properties/inputs/properties/thumbprint/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid12 = _errs47 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data15.certificate !== undefined){
const _errs49 = errors;
if(typeof data15.certificate !== "string"){
validate41.errors = [{instancePath:instancePath+"/inputs/certificate",schemaPath:"#/properties/inputs/properties/certificate/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid12 = _errs49 === errors;
}
else {
var valid12 = true;
}
}
}
}
}
else {
validate41.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid5 = _errs44 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.manual !== undefined){
const _errs51 = errors;
if(typeof data.manual !== "boolean"){
validate41.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/$defs/manual/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid5 = _errs51 === errors;
}
else {
var valid5 = true;
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
validate41.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate41.errors = vErrors;
return errors === 0;
}
validate41.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema113 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"distrustCertificate"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","thumbprint"],"properties":{"machine":{"type":"string"},"thumbprint":{"type":"string"}}},"expects":{"type":"object","additionalProperties":false,"properties":{}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}};

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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.id === undefined) && (missing0 = "id")) || ((data.operation === undefined) && (missing0 = "operation"))) || ((data.target === undefined) && (missing0 = "target"))) || ((data.needs === undefined) && (missing0 = "needs"))) || ((data.arguments === undefined) && (missing0 = "arguments"))) || ((data.expects === undefined) && (missing0 = "expects"))) || ((data.risk === undefined) && (missing0 = "risk"))){
validate42.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((((key0 === "id") || (key0 === "operation")) || (key0 === "target")) || (key0 === "needs")) || (key0 === "arguments")) || (key0 === "expects")) || (key0 === "risk")) || (key0 === "manual"))){
validate42.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
const _errs2 = errors;
if(typeof data.id !== "string"){
validate42.errors = [{instancePath:instancePath+"/id",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if("distrustCertificate" !== data.operation){
validate42.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "distrustCertificate"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.target !== undefined){
const _errs6 = errors;
if(typeof data.target !== "string"){
validate42.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.needs !== undefined){
let data3 = data.needs;
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(Array.isArray(data3)){
var valid4 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
const _errs12 = errors;
if(typeof data3[i0] !== "string"){
validate42.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs12 === errors;
if(!valid4){
break;
}
}
}
else {
validate42.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.arguments !== undefined){
let data5 = data.arguments;
const _errs14 = errors;
if(errors === _errs14){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing1;
if(((data5.machine === undefined) && (missing1 = "machine")) || ((data5.thumbprint === undefined) && (missing1 = "thumbprint"))){
validate42.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs16 = errors;
for(const key1 in data5){
if(!((key1 === "machine") || (key1 === "thumbprint"))){
validate42.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs16 === errors){
if(data5.machine !== undefined){
const _errs17 = errors;
if(typeof data5.machine !== "string"){
validate42.errors = [{instancePath:instancePath+"/arguments/machine",schemaPath:"#/properties/arguments/properties/machine/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs17 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.thumbprint !== undefined){
const _errs19 = errors;
if(typeof data5.thumbprint !== "string"){
validate42.errors = [{instancePath:instancePath+"/arguments/thumbprint",schemaPath:"#/properties/arguments/properties/thumbprint/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs19 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
else {
validate42.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.expects !== undefined){
let data8 = data.expects;
const _errs21 = errors;
if(errors === _errs21){
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key2 in data8){
validate42.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
else {
validate42.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs21 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.risk !== undefined){
let data9 = data.risk;
const _errs24 = errors;
if(!(((data9 === "safe") || (data9 === "disruptive")) || (data9 === "destructive"))){
validate42.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs24 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.manual !== undefined){
const _errs26 = errors;
if(typeof data.manual !== "boolean"){
validate42.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/$defs/manual/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs26 === errors;
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
else {
validate42.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate42.errors = vErrors;
return errors === 0;
}
validate42.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema119 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"createCertificate"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","names","mark","days","store","usage"],"properties":{"machine":{"type":"string"},"names":{"type":"string"},"mark":{"type":"string"},"days":{"type":"integer","minimum":1},"store":{"enum":["My","Root"]},"usage":{"enum":["client","server"]}}},"expects":{"type":"object","additionalProperties":false,"required":["replaces"],"properties":{"replaces":{"type":["string","null"]}}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}};

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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.id === undefined) && (missing0 = "id")) || ((data.operation === undefined) && (missing0 = "operation"))) || ((data.target === undefined) && (missing0 = "target"))) || ((data.needs === undefined) && (missing0 = "needs"))) || ((data.arguments === undefined) && (missing0 = "arguments"))) || ((data.expects === undefined) && (missing0 = "expects"))) || ((data.risk === undefined) && (missing0 = "risk"))){
validate43.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((((key0 === "id") || (key0 === "operation")) || (key0 === "target")) || (key0 === "needs")) || (key0 === "arguments")) || (key0 === "expects")) || (key0 === "risk")) || (key0 === "manual"))){
validate43.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
const _errs2 = errors;
if(typeof data.id !== "string"){
validate43.errors = [{instancePath:instancePath+"/id",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if("createCertificate" !== data.operation){
validate43.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "createCertificate"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.target !== undefined){
const _errs6 = errors;
if(typeof data.target !== "string"){
validate43.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.needs !== undefined){
let data3 = data.needs;
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(Array.isArray(data3)){
var valid4 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
const _errs12 = errors;
if(typeof data3[i0] !== "string"){
validate43.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs12 === errors;
if(!valid4){
break;
}
}
}
else {
validate43.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.arguments !== undefined){
let data5 = data.arguments;
const _errs14 = errors;
if(errors === _errs14){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing1;
if(((((((data5.machine === undefined) && (missing1 = "machine")) || ((data5.names === undefined) && (missing1 = "names"))) || ((data5.mark === undefined) && (missing1 = "mark"))) || ((data5.days === undefined) && (missing1 = "days"))) || ((data5.store === undefined) && (missing1 = "store"))) || ((data5.usage === undefined) && (missing1 = "usage"))){
validate43.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs16 = errors;
for(const key1 in data5){
if(!((((((key1 === "machine") || (key1 === "names")) || (key1 === "mark")) || (key1 === "days")) || (key1 === "store")) || (key1 === "usage"))){
validate43.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs16 === errors){
if(data5.machine !== undefined){
const _errs17 = errors;
if(typeof data5.machine !== "string"){
validate43.errors = [{instancePath:instancePath+"/arguments/machine",schemaPath:"#/properties/arguments/properties/machine/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs17 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.names !== undefined){
const _errs19 = errors;
if(typeof data5.names !== "string"){
validate43.errors = [{instancePath:instancePath+"/arguments/names",schemaPath:"#/properties/arguments/properties/names/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs19 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.mark !== undefined){
const _errs21 = errors;
if(typeof data5.mark !== "string"){
validate43.errors = [{instancePath:instancePath+"/arguments/mark",schemaPath:"#/properties/arguments/properties/mark/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs21 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.days !== undefined){
let data9 = data5.days;
const _errs23 = errors;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
validate43.errors = [{instancePath:instancePath+"/arguments/days",schemaPath:"#/properties/arguments/properties/days/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs23){
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 1 || isNaN(data9)){
validate43.errors = [{instancePath:instancePath+"/arguments/days",schemaPath:"#/properties/arguments/properties/days/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid5 = _errs23 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.store !== undefined){
let data10 = data5.store;
const _errs25 = errors;
if(!((data10 === "My") || (data10 === "Root"))){
validate43.errors = [{instancePath:instancePath+"/arguments/store",schemaPath:"#/properties/arguments/properties/store/enum",keyword:"enum",params:{allowedValues: schema119.properties.arguments.properties.store.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid5 = _errs25 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.usage !== undefined){
let data11 = data5.usage;
const _errs26 = errors;
if(!((data11 === "client") || (data11 === "server"))){
validate43.errors = [{instancePath:instancePath+"/arguments/usage",schemaPath:"#/properties/arguments/properties/usage/enum",keyword:"enum",params:{allowedValues: schema119.properties.arguments.properties.usage.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid5 = _errs26 === errors;
}
else {
var valid5 = true;
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
validate43.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.expects !== undefined){
let data12 = data.expects;
const _errs27 = errors;
if(errors === _errs27){
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
let missing2;
if((data12.replaces === undefined) && (missing2 = "replaces")){
validate43.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs29 = errors;
for(const key2 in data12){
if(!(key2 === "replaces")){
validate43.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs29 === errors){
if(data12.replaces !== undefined){
let data13 = data12.replaces;
if((typeof data13 !== "string") && (data13 !== null)){
validate43.errors = [{instancePath:instancePath+"/expects/replaces",schemaPath:"#/properties/expects/properties/replaces/type",keyword:"type",params:{type: schema119.properties.expects.properties.replaces.type},message:"must be string,null"}];
return false;
}
}
}
}
}
else {
validate43.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs27 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.risk !== undefined){
let data14 = data.risk;
const _errs32 = errors;
if(!(((data14 === "safe") || (data14 === "disruptive")) || (data14 === "destructive"))){
validate43.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs32 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.manual !== undefined){
const _errs34 = errors;
if(typeof data.manual !== "boolean"){
validate43.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/$defs/manual/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs34 === errors;
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
else {
validate43.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate43.errors = vErrors;
return errors === 0;
}
validate43.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema125 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"grantKey"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","store","service"],"properties":{"machine":{"type":"string"},"store":{"enum":["My","Root"]},"thumbprint":{"type":"string"},"service":{"type":"string"}}},"expects":{"type":"object","additionalProperties":false,"properties":{}},"risk":{"$ref":"#/$defs/risk"},"inputs":{"type":"object","additionalProperties":false,"required":["thumbprint"],"properties":{"thumbprint":{"type":"string"}}},"manual":{"$ref":"#/$defs/manual"}},"if":{"$ref":"#/$defs/filledInLater"},"else":{"type":"object","properties":{"arguments":{"type":"object","required":["thumbprint"]}}}};

function validate44(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate44.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
const _errs4 = errors;
let valid2 = false;
const _errs5 = errors;
if(errors === _errs5){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.inputs === undefined) && (missing0 = "inputs")){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid1 = _errs5 === errors;
valid2 = valid2 || _valid1;
const _errs7 = errors;
if(errors === _errs7){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if((data.manual === undefined) && (missing1 = "manual")){
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
if(data.manual !== undefined){
if(true !== data.manual){
const err3 = {};
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
}
else {
const err4 = {};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
var _valid1 = _errs7 === errors;
valid2 = valid2 || _valid1;
if(_valid1){
var props0 = {};
props0.manual = true;
}
if(!valid2){
const err5 = {};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
else {
errors = _errs4;
if(vErrors !== null){
if(_errs4){
vErrors.length = _errs4;
}
else {
vErrors = null;
}
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
if(!_valid0){
const _errs10 = errors;
if(errors === _errs10){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.arguments !== undefined){
let data1 = data.arguments;
const _errs12 = errors;
if(errors === _errs12){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing2;
if((data1.thumbprint === undefined) && (missing2 = "thumbprint")){
validate44.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/else/properties/arguments/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
}
else {
validate44.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/else/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
}
}
else {
validate44.errors = [{instancePath,schemaPath:"#/else/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var _valid0 = _errs10 === errors;
valid0 = _valid0;
if(valid0){
if(props0 !== true){
props0 = props0 || {};
props0.arguments = true;
}
}
}
if(!valid0){
const err6 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
validate44.errors = vErrors;
return false;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing3;
if((((((((data.id === undefined) && (missing3 = "id")) || ((data.operation === undefined) && (missing3 = "operation"))) || ((data.target === undefined) && (missing3 = "target"))) || ((data.needs === undefined) && (missing3 = "needs"))) || ((data.arguments === undefined) && (missing3 = "arguments"))) || ((data.expects === undefined) && (missing3 = "expects"))) || ((data.risk === undefined) && (missing3 = "risk"))){
validate44.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
const _errs14 = errors;
for(const key0 in data){
if(!(func1.call(schema125.properties, key0))){
validate44.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs14 === errors){
if(data.id !== undefined){
const _errs15 = errors;
if(typeof data.id !== "string"){
validate44.errors = [{instancePath:instancePath+"/id",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs15 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.operation !== undefined){
const _errs18 = errors;
if("grantKey" !== data.operation){
validate44.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "grantKey"},message:"must be equal to constant"}];
return false;
}
var valid5 = _errs18 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.target !== undefined){
const _errs19 = errors;
if(typeof data.target !== "string"){
validate44.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs19 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.needs !== undefined){
let data5 = data.needs;
const _errs22 = errors;
const _errs23 = errors;
if(errors === _errs23){
if(Array.isArray(data5)){
var valid9 = true;
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
const _errs25 = errors;
if(typeof data5[i0] !== "string"){
validate44.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid9 = _errs25 === errors;
if(!valid9){
break;
}
}
}
else {
validate44.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid5 = _errs22 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.arguments !== undefined){
let data7 = data.arguments;
const _errs27 = errors;
if(errors === _errs27){
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
let missing4;
if((((data7.machine === undefined) && (missing4 = "machine")) || ((data7.store === undefined) && (missing4 = "store"))) || ((data7.service === undefined) && (missing4 = "service"))){
validate44.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
else {
const _errs29 = errors;
for(const key1 in data7){
if(!((((key1 === "machine") || (key1 === "store")) || (key1 === "thumbprint")) || (key1 === "service"))){
validate44.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs29 === errors){
if(data7.machine !== undefined){
const _errs30 = errors;
if(typeof data7.machine !== "string"){
validate44.errors = [{instancePath:instancePath+"/arguments/machine",schemaPath:"#/properties/arguments/properties/machine/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid10 = _errs30 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data7.store !== undefined){
let data9 = data7.store;
const _errs32 = errors;
if(!((data9 === "My") || (data9 === "Root"))){
validate44.errors = [{instancePath:instancePath+"/arguments/store",schemaPath:"#/properties/arguments/properties/store/enum",keyword:"enum",params:{allowedValues: schema125.properties.arguments.properties.store.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid10 = _errs32 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data7.thumbprint !== undefined){
const _errs33 = errors;
if(typeof data7.thumbprint !== "string"){
validate44.errors = [{instancePath:instancePath+"/arguments/thumbprint",schemaPath:"#/properties/arguments/properties/thumbprint/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid10 = _errs33 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data7.service !== undefined){
const _errs35 = errors;
if(typeof data7.service !== "string"){
validate44.errors = [{instancePath:instancePath+"/arguments/service",schemaPath:"#/properties/arguments/properties/service/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid10 = _errs35 === errors;
}
else {
var valid10 = true;
}
}
}
}
}
}
}
else {
validate44.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid5 = _errs27 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.expects !== undefined){
let data12 = data.expects;
const _errs37 = errors;
if(errors === _errs37){
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key2 in data12){
validate44.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
else {
validate44.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid5 = _errs37 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.risk !== undefined){
let data13 = data.risk;
const _errs40 = errors;
if(!(((data13 === "safe") || (data13 === "disruptive")) || (data13 === "destructive"))){
validate44.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid5 = _errs40 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.inputs !== undefined){
let data14 = data.inputs;
const _errs42 = errors;
if(errors === _errs42){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
let missing5;
if((data14.thumbprint === undefined) && (missing5 = "thumbprint")){
validate44.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'"}];
return false;
}
else {
const _errs44 = errors;
for(const key3 in data14){
if(!(key3 === "thumbprint")){
validate44.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs44 === errors){
if(data14.thumbprint !== undefined){
if(typeof data14.thumbprint !== "string"){
validate44.errors = [{instancePath:instancePath+"/inputs/thumbprint",schemaPath:"#/properties/inputs/properties/thumbprint/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
}
}
else {
validate44.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid5 = _errs42 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.manual !== undefined){
const _errs47 = errors;
if(typeof data.manual !== "boolean"){
validate44.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/$defs/manual/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid5 = _errs47 === errors;
}
else {
var valid5 = true;
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
validate44.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate44.errors = vErrors;
return errors === 0;
}
validate44.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema132 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"editConfig"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","path"],"properties":{"machine":{"type":"string"},"path":{"type":"string"}},"patternProperties":{"^config\\.":{"$ref":"#/$defs/value"}}},"expects":{"type":"object","additionalProperties":false,"required":["sha256"],"properties":{"sha256":{"type":["string","null"]}}},"risk":{"$ref":"#/$defs/risk"},"inputs":{"type":"object","additionalProperties":false,"minProperties":1,"patternProperties":{"^config\\.":{"type":"string"}}},"manual":{"$ref":"#/$defs/manual"}}};
const pattern4 = new RegExp("^config\\.", "u");

function validate45(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate45.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.id === undefined) && (missing0 = "id")) || ((data.operation === undefined) && (missing0 = "operation"))) || ((data.target === undefined) && (missing0 = "target"))) || ((data.needs === undefined) && (missing0 = "needs"))) || ((data.arguments === undefined) && (missing0 = "arguments"))) || ((data.expects === undefined) && (missing0 = "expects"))) || ((data.risk === undefined) && (missing0 = "risk"))){
validate45.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema132.properties, key0))){
validate45.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
const _errs2 = errors;
if(typeof data.id !== "string"){
validate45.errors = [{instancePath:instancePath+"/id",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if("editConfig" !== data.operation){
validate45.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "editConfig"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.target !== undefined){
const _errs6 = errors;
if(typeof data.target !== "string"){
validate45.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.needs !== undefined){
let data3 = data.needs;
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(Array.isArray(data3)){
var valid4 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
const _errs12 = errors;
if(typeof data3[i0] !== "string"){
validate45.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs12 === errors;
if(!valid4){
break;
}
}
}
else {
validate45.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.arguments !== undefined){
let data5 = data.arguments;
const _errs14 = errors;
if(errors === _errs14){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing1;
if(((data5.machine === undefined) && (missing1 = "machine")) || ((data5.path === undefined) && (missing1 = "path"))){
validate45.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs16 = errors;
for(const key1 in data5){
if(!(((key1 === "machine") || (key1 === "path")) || (pattern4.test(key1)))){
validate45.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs16 === errors){
if(data5.machine !== undefined){
const _errs17 = errors;
if(typeof data5.machine !== "string"){
validate45.errors = [{instancePath:instancePath+"/arguments/machine",schemaPath:"#/properties/arguments/properties/machine/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs17 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.path !== undefined){
const _errs19 = errors;
if(typeof data5.path !== "string"){
validate45.errors = [{instancePath:instancePath+"/arguments/path",schemaPath:"#/properties/arguments/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs19 === errors;
}
else {
var valid5 = true;
}
if(valid5){
var valid6 = true;
for(const key2 in data5){
if(pattern4.test(key2)){
let data8 = data5[key2];
const _errs21 = errors;
if((((typeof data8 !== "string") && (!((typeof data8 == "number") && (isFinite(data8))))) && (typeof data8 !== "boolean")) && (data8 !== null)){
validate45.errors = [{instancePath:instancePath+"/arguments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/value/type",keyword:"type",params:{type: schema45.type},message:"must be string,number,boolean,null"}];
return false;
}
var valid6 = _errs21 === errors;
if(!valid6){
break;
}
}
}
}
}
}
}
}
else {
validate45.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.expects !== undefined){
let data9 = data.expects;
const _errs24 = errors;
if(errors === _errs24){
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
let missing2;
if((data9.sha256 === undefined) && (missing2 = "sha256")){
validate45.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs26 = errors;
for(const key3 in data9){
if(!(key3 === "sha256")){
validate45.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs26 === errors){
if(data9.sha256 !== undefined){
let data10 = data9.sha256;
if((typeof data10 !== "string") && (data10 !== null)){
validate45.errors = [{instancePath:instancePath+"/expects/sha256",schemaPath:"#/properties/expects/properties/sha256/type",keyword:"type",params:{type: schema132.properties.expects.properties.sha256.type},message:"must be string,null"}];
return false;
}
}
}
}
}
else {
validate45.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs24 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.risk !== undefined){
let data11 = data.risk;
const _errs29 = errors;
if(!(((data11 === "safe") || (data11 === "disruptive")) || (data11 === "destructive"))){
validate45.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs29 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.inputs !== undefined){
let data12 = data.inputs;
const _errs31 = errors;
if(errors === _errs31){
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(Object.keys(data12).length < 1){
validate45.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"}];
return false;
}
else {
const _errs33 = errors;
for(const key4 in data12){
if(!(pattern4.test(key4))){
validate45.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs33 === errors){
var valid10 = true;
for(const key5 in data12){
if(pattern4.test(key5)){
const _errs34 = errors;
if(typeof data12[key5] !== "string"){
validate45.errors = [{instancePath:instancePath+"/inputs/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/inputs/patternProperties/%5Econfig%5C./type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid10 = _errs34 === errors;
if(!valid10){
break;
}
}
}
}
}
}
else {
validate45.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs31 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.manual !== undefined){
const _errs36 = errors;
if(typeof data.manual !== "boolean"){
validate45.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/$defs/manual/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs36 === errors;
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
validate45.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate45.errors = vErrors;
return errors === 0;
}
validate45.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema139 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"setStartMode"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","service","mode"],"properties":{"machine":{"type":"string"},"service":{"type":"string"},"mode":{"enum":["automatic","manual","disabled"]}}},"expects":{"type":"object","additionalProperties":false,"required":["startMode"],"properties":{"startMode":{"enum":["automatic","manual","disabled","other"]}}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}};

function validate46(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate46.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.id === undefined) && (missing0 = "id")) || ((data.operation === undefined) && (missing0 = "operation"))) || ((data.target === undefined) && (missing0 = "target"))) || ((data.needs === undefined) && (missing0 = "needs"))) || ((data.arguments === undefined) && (missing0 = "arguments"))) || ((data.expects === undefined) && (missing0 = "expects"))) || ((data.risk === undefined) && (missing0 = "risk"))){
validate46.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((((key0 === "id") || (key0 === "operation")) || (key0 === "target")) || (key0 === "needs")) || (key0 === "arguments")) || (key0 === "expects")) || (key0 === "risk")) || (key0 === "manual"))){
validate46.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
const _errs2 = errors;
if(typeof data.id !== "string"){
validate46.errors = [{instancePath:instancePath+"/id",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if("setStartMode" !== data.operation){
validate46.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "setStartMode"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.target !== undefined){
const _errs6 = errors;
if(typeof data.target !== "string"){
validate46.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.needs !== undefined){
let data3 = data.needs;
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(Array.isArray(data3)){
var valid4 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
const _errs12 = errors;
if(typeof data3[i0] !== "string"){
validate46.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs12 === errors;
if(!valid4){
break;
}
}
}
else {
validate46.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.arguments !== undefined){
let data5 = data.arguments;
const _errs14 = errors;
if(errors === _errs14){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing1;
if((((data5.machine === undefined) && (missing1 = "machine")) || ((data5.service === undefined) && (missing1 = "service"))) || ((data5.mode === undefined) && (missing1 = "mode"))){
validate46.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs16 = errors;
for(const key1 in data5){
if(!(((key1 === "machine") || (key1 === "service")) || (key1 === "mode"))){
validate46.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs16 === errors){
if(data5.machine !== undefined){
const _errs17 = errors;
if(typeof data5.machine !== "string"){
validate46.errors = [{instancePath:instancePath+"/arguments/machine",schemaPath:"#/properties/arguments/properties/machine/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs17 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.service !== undefined){
const _errs19 = errors;
if(typeof data5.service !== "string"){
validate46.errors = [{instancePath:instancePath+"/arguments/service",schemaPath:"#/properties/arguments/properties/service/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs19 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.mode !== undefined){
let data8 = data5.mode;
const _errs21 = errors;
if(!(((data8 === "automatic") || (data8 === "manual")) || (data8 === "disabled"))){
validate46.errors = [{instancePath:instancePath+"/arguments/mode",schemaPath:"#/properties/arguments/properties/mode/enum",keyword:"enum",params:{allowedValues: schema139.properties.arguments.properties.mode.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid5 = _errs21 === errors;
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
validate46.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.expects !== undefined){
let data9 = data.expects;
const _errs22 = errors;
if(errors === _errs22){
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
let missing2;
if((data9.startMode === undefined) && (missing2 = "startMode")){
validate46.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs24 = errors;
for(const key2 in data9){
if(!(key2 === "startMode")){
validate46.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs24 === errors){
if(data9.startMode !== undefined){
let data10 = data9.startMode;
if(!((((data10 === "automatic") || (data10 === "manual")) || (data10 === "disabled")) || (data10 === "other"))){
validate46.errors = [{instancePath:instancePath+"/expects/startMode",schemaPath:"#/properties/expects/properties/startMode/enum",keyword:"enum",params:{allowedValues: schema139.properties.expects.properties.startMode.enum},message:"must be equal to one of the allowed values"}];
return false;
}
}
}
}
}
else {
validate46.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs22 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.risk !== undefined){
let data11 = data.risk;
const _errs26 = errors;
if(!(((data11 === "safe") || (data11 === "disruptive")) || (data11 === "destructive"))){
validate46.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs26 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.manual !== undefined){
const _errs28 = errors;
if(typeof data.manual !== "boolean"){
validate46.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/$defs/manual/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs28 === errors;
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
else {
validate46.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate46.errors = vErrors;
return errors === 0;
}
validate46.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema145 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"startService"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","service","timeoutSeconds"],"properties":{"machine":{"type":"string"},"service":{"type":"string"},"timeoutSeconds":{"type":"number"}}},"expects":{"type":"object","additionalProperties":false,"required":["state"],"properties":{"state":{"enum":["running","stopped","other"]}}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}};

function validate47(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate47.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.id === undefined) && (missing0 = "id")) || ((data.operation === undefined) && (missing0 = "operation"))) || ((data.target === undefined) && (missing0 = "target"))) || ((data.needs === undefined) && (missing0 = "needs"))) || ((data.arguments === undefined) && (missing0 = "arguments"))) || ((data.expects === undefined) && (missing0 = "expects"))) || ((data.risk === undefined) && (missing0 = "risk"))){
validate47.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((((key0 === "id") || (key0 === "operation")) || (key0 === "target")) || (key0 === "needs")) || (key0 === "arguments")) || (key0 === "expects")) || (key0 === "risk")) || (key0 === "manual"))){
validate47.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
const _errs2 = errors;
if(typeof data.id !== "string"){
validate47.errors = [{instancePath:instancePath+"/id",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if("startService" !== data.operation){
validate47.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "startService"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.target !== undefined){
const _errs6 = errors;
if(typeof data.target !== "string"){
validate47.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.needs !== undefined){
let data3 = data.needs;
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(Array.isArray(data3)){
var valid4 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
const _errs12 = errors;
if(typeof data3[i0] !== "string"){
validate47.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs12 === errors;
if(!valid4){
break;
}
}
}
else {
validate47.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.arguments !== undefined){
let data5 = data.arguments;
const _errs14 = errors;
if(errors === _errs14){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing1;
if((((data5.machine === undefined) && (missing1 = "machine")) || ((data5.service === undefined) && (missing1 = "service"))) || ((data5.timeoutSeconds === undefined) && (missing1 = "timeoutSeconds"))){
validate47.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs16 = errors;
for(const key1 in data5){
if(!(((key1 === "machine") || (key1 === "service")) || (key1 === "timeoutSeconds"))){
validate47.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs16 === errors){
if(data5.machine !== undefined){
const _errs17 = errors;
if(typeof data5.machine !== "string"){
validate47.errors = [{instancePath:instancePath+"/arguments/machine",schemaPath:"#/properties/arguments/properties/machine/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs17 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.service !== undefined){
const _errs19 = errors;
if(typeof data5.service !== "string"){
validate47.errors = [{instancePath:instancePath+"/arguments/service",schemaPath:"#/properties/arguments/properties/service/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs19 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.timeoutSeconds !== undefined){
let data8 = data5.timeoutSeconds;
const _errs21 = errors;
if(!((typeof data8 == "number") && (isFinite(data8)))){
validate47.errors = [{instancePath:instancePath+"/arguments/timeoutSeconds",schemaPath:"#/properties/arguments/properties/timeoutSeconds/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid5 = _errs21 === errors;
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
validate47.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.expects !== undefined){
let data9 = data.expects;
const _errs23 = errors;
if(errors === _errs23){
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
let missing2;
if((data9.state === undefined) && (missing2 = "state")){
validate47.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs25 = errors;
for(const key2 in data9){
if(!(key2 === "state")){
validate47.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs25 === errors){
if(data9.state !== undefined){
let data10 = data9.state;
if(!(((data10 === "running") || (data10 === "stopped")) || (data10 === "other"))){
validate47.errors = [{instancePath:instancePath+"/expects/state",schemaPath:"#/properties/expects/properties/state/enum",keyword:"enum",params:{allowedValues: schema145.properties.expects.properties.state.enum},message:"must be equal to one of the allowed values"}];
return false;
}
}
}
}
}
else {
validate47.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs23 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.risk !== undefined){
let data11 = data.risk;
const _errs27 = errors;
if(!(((data11 === "safe") || (data11 === "disruptive")) || (data11 === "destructive"))){
validate47.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs27 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.manual !== undefined){
const _errs29 = errors;
if(typeof data.manual !== "boolean"){
validate47.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/$defs/manual/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs29 === errors;
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
else {
validate47.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate47.errors = vErrors;
return errors === 0;
}
validate47.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema151 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"stopService"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","service","timeoutSeconds"],"properties":{"machine":{"type":"string"},"service":{"type":"string"},"timeoutSeconds":{"type":"number"},"workerAgentId":{"type":"string"},"heartbeatInterval":{"type":"number"},"afterDrain":{"enum":["stop","disable"]}}},"expects":{"type":"object","additionalProperties":false,"required":["state"],"properties":{"state":{"enum":["running","stopped","other"]}}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}};

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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.id === undefined) && (missing0 = "id")) || ((data.operation === undefined) && (missing0 = "operation"))) || ((data.target === undefined) && (missing0 = "target"))) || ((data.needs === undefined) && (missing0 = "needs"))) || ((data.arguments === undefined) && (missing0 = "arguments"))) || ((data.expects === undefined) && (missing0 = "expects"))) || ((data.risk === undefined) && (missing0 = "risk"))){
validate48.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((((key0 === "id") || (key0 === "operation")) || (key0 === "target")) || (key0 === "needs")) || (key0 === "arguments")) || (key0 === "expects")) || (key0 === "risk")) || (key0 === "manual"))){
validate48.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
const _errs2 = errors;
if(typeof data.id !== "string"){
validate48.errors = [{instancePath:instancePath+"/id",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if("stopService" !== data.operation){
validate48.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "stopService"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.target !== undefined){
const _errs6 = errors;
if(typeof data.target !== "string"){
validate48.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.needs !== undefined){
let data3 = data.needs;
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(Array.isArray(data3)){
var valid4 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
const _errs12 = errors;
if(typeof data3[i0] !== "string"){
validate48.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs12 === errors;
if(!valid4){
break;
}
}
}
else {
validate48.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.arguments !== undefined){
let data5 = data.arguments;
const _errs14 = errors;
if(errors === _errs14){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing1;
if((((data5.machine === undefined) && (missing1 = "machine")) || ((data5.service === undefined) && (missing1 = "service"))) || ((data5.timeoutSeconds === undefined) && (missing1 = "timeoutSeconds"))){
validate48.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs16 = errors;
for(const key1 in data5){
if(!((((((key1 === "machine") || (key1 === "service")) || (key1 === "timeoutSeconds")) || (key1 === "workerAgentId")) || (key1 === "heartbeatInterval")) || (key1 === "afterDrain"))){
validate48.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs16 === errors){
if(data5.machine !== undefined){
const _errs17 = errors;
if(typeof data5.machine !== "string"){
validate48.errors = [{instancePath:instancePath+"/arguments/machine",schemaPath:"#/properties/arguments/properties/machine/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs17 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.service !== undefined){
const _errs19 = errors;
if(typeof data5.service !== "string"){
validate48.errors = [{instancePath:instancePath+"/arguments/service",schemaPath:"#/properties/arguments/properties/service/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs19 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.timeoutSeconds !== undefined){
let data8 = data5.timeoutSeconds;
const _errs21 = errors;
if(!((typeof data8 == "number") && (isFinite(data8)))){
validate48.errors = [{instancePath:instancePath+"/arguments/timeoutSeconds",schemaPath:"#/properties/arguments/properties/timeoutSeconds/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid5 = _errs21 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.workerAgentId !== undefined){
const _errs23 = errors;
if(typeof data5.workerAgentId !== "string"){
validate48.errors = [{instancePath:instancePath+"/arguments/workerAgentId",schemaPath:"#/properties/arguments/properties/workerAgentId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs23 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.heartbeatInterval !== undefined){
let data10 = data5.heartbeatInterval;
const _errs25 = errors;
if(!((typeof data10 == "number") && (isFinite(data10)))){
validate48.errors = [{instancePath:instancePath+"/arguments/heartbeatInterval",schemaPath:"#/properties/arguments/properties/heartbeatInterval/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid5 = _errs25 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.afterDrain !== undefined){
let data11 = data5.afterDrain;
const _errs27 = errors;
if(!((data11 === "stop") || (data11 === "disable"))){
validate48.errors = [{instancePath:instancePath+"/arguments/afterDrain",schemaPath:"#/properties/arguments/properties/afterDrain/enum",keyword:"enum",params:{allowedValues: schema151.properties.arguments.properties.afterDrain.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid5 = _errs27 === errors;
}
else {
var valid5 = true;
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
validate48.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.expects !== undefined){
let data12 = data.expects;
const _errs28 = errors;
if(errors === _errs28){
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
let missing2;
if((data12.state === undefined) && (missing2 = "state")){
validate48.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs30 = errors;
for(const key2 in data12){
if(!(key2 === "state")){
validate48.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs30 === errors){
if(data12.state !== undefined){
let data13 = data12.state;
if(!(((data13 === "running") || (data13 === "stopped")) || (data13 === "other"))){
validate48.errors = [{instancePath:instancePath+"/expects/state",schemaPath:"#/properties/expects/properties/state/enum",keyword:"enum",params:{allowedValues: schema151.properties.expects.properties.state.enum},message:"must be equal to one of the allowed values"}];
return false;
}
}
}
}
}
else {
validate48.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs28 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.risk !== undefined){
let data14 = data.risk;
const _errs32 = errors;
if(!(((data14 === "safe") || (data14 === "disruptive")) || (data14 === "destructive"))){
validate48.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs32 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.manual !== undefined){
const _errs34 = errors;
if(typeof data.manual !== "boolean"){
validate48.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/$defs/manual/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs34 === errors;
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
else {
validate48.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate48.errors = vErrors;
return errors === 0;
}
validate48.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema157 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"restartService"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","service","timeoutSeconds"],"properties":{"machine":{"type":"string"},"service":{"type":"string"},"timeoutSeconds":{"type":"number"},"workerAgentId":{"type":"string"},"heartbeatInterval":{"type":"number"},"afterDrain":{"enum":["stop","disable"]},"unheard":{"const":true},"comesBackWithin":{"type":"number"}}},"expects":{"type":"object","additionalProperties":false,"required":["state"],"properties":{"state":{"enum":["running","stopped","other"]}}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}};

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
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.id === undefined) && (missing0 = "id")) || ((data.operation === undefined) && (missing0 = "operation"))) || ((data.target === undefined) && (missing0 = "target"))) || ((data.needs === undefined) && (missing0 = "needs"))) || ((data.arguments === undefined) && (missing0 = "arguments"))) || ((data.expects === undefined) && (missing0 = "expects"))) || ((data.risk === undefined) && (missing0 = "risk"))){
validate49.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((((key0 === "id") || (key0 === "operation")) || (key0 === "target")) || (key0 === "needs")) || (key0 === "arguments")) || (key0 === "expects")) || (key0 === "risk")) || (key0 === "manual"))){
validate49.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
const _errs2 = errors;
if(typeof data.id !== "string"){
validate49.errors = [{instancePath:instancePath+"/id",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if("restartService" !== data.operation){
validate49.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "restartService"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.target !== undefined){
const _errs6 = errors;
if(typeof data.target !== "string"){
validate49.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.needs !== undefined){
let data3 = data.needs;
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(Array.isArray(data3)){
var valid4 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
const _errs12 = errors;
if(typeof data3[i0] !== "string"){
validate49.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs12 === errors;
if(!valid4){
break;
}
}
}
else {
validate49.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.arguments !== undefined){
let data5 = data.arguments;
const _errs14 = errors;
if(errors === _errs14){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing1;
if((((data5.machine === undefined) && (missing1 = "machine")) || ((data5.service === undefined) && (missing1 = "service"))) || ((data5.timeoutSeconds === undefined) && (missing1 = "timeoutSeconds"))){
validate49.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs16 = errors;
for(const key1 in data5){
if(!((((((((key1 === "machine") || (key1 === "service")) || (key1 === "timeoutSeconds")) || (key1 === "workerAgentId")) || (key1 === "heartbeatInterval")) || (key1 === "afterDrain")) || (key1 === "unheard")) || (key1 === "comesBackWithin"))){
validate49.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs16 === errors){
if(data5.machine !== undefined){
const _errs17 = errors;
if(typeof data5.machine !== "string"){
validate49.errors = [{instancePath:instancePath+"/arguments/machine",schemaPath:"#/properties/arguments/properties/machine/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs17 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.service !== undefined){
const _errs19 = errors;
if(typeof data5.service !== "string"){
validate49.errors = [{instancePath:instancePath+"/arguments/service",schemaPath:"#/properties/arguments/properties/service/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs19 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.timeoutSeconds !== undefined){
let data8 = data5.timeoutSeconds;
const _errs21 = errors;
if(!((typeof data8 == "number") && (isFinite(data8)))){
validate49.errors = [{instancePath:instancePath+"/arguments/timeoutSeconds",schemaPath:"#/properties/arguments/properties/timeoutSeconds/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid5 = _errs21 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.workerAgentId !== undefined){
const _errs23 = errors;
if(typeof data5.workerAgentId !== "string"){
validate49.errors = [{instancePath:instancePath+"/arguments/workerAgentId",schemaPath:"#/properties/arguments/properties/workerAgentId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs23 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.heartbeatInterval !== undefined){
let data10 = data5.heartbeatInterval;
const _errs25 = errors;
if(!((typeof data10 == "number") && (isFinite(data10)))){
validate49.errors = [{instancePath:instancePath+"/arguments/heartbeatInterval",schemaPath:"#/properties/arguments/properties/heartbeatInterval/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid5 = _errs25 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.afterDrain !== undefined){
let data11 = data5.afterDrain;
const _errs27 = errors;
if(!((data11 === "stop") || (data11 === "disable"))){
validate49.errors = [{instancePath:instancePath+"/arguments/afterDrain",schemaPath:"#/properties/arguments/properties/afterDrain/enum",keyword:"enum",params:{allowedValues: schema157.properties.arguments.properties.afterDrain.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid5 = _errs27 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.unheard !== undefined){
const _errs28 = errors;
if(true !== data5.unheard){
validate49.errors = [{instancePath:instancePath+"/arguments/unheard",schemaPath:"#/properties/arguments/properties/unheard/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"}];
return false;
}
var valid5 = _errs28 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.comesBackWithin !== undefined){
let data13 = data5.comesBackWithin;
const _errs29 = errors;
if(!((typeof data13 == "number") && (isFinite(data13)))){
validate49.errors = [{instancePath:instancePath+"/arguments/comesBackWithin",schemaPath:"#/properties/arguments/properties/comesBackWithin/type",keyword:"type",params:{type: "number"},message:"must be number"}];
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
}
}
}
}
}
else {
validate49.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.expects !== undefined){
let data14 = data.expects;
const _errs31 = errors;
if(errors === _errs31){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
let missing2;
if((data14.state === undefined) && (missing2 = "state")){
validate49.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs33 = errors;
for(const key2 in data14){
if(!(key2 === "state")){
validate49.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs33 === errors){
if(data14.state !== undefined){
let data15 = data14.state;
if(!(((data15 === "running") || (data15 === "stopped")) || (data15 === "other"))){
validate49.errors = [{instancePath:instancePath+"/expects/state",schemaPath:"#/properties/expects/properties/state/enum",keyword:"enum",params:{allowedValues: schema157.properties.expects.properties.state.enum},message:"must be equal to one of the allowed values"}];
return false;
}
}
}
}
}
else {
validate49.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs31 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.risk !== undefined){
let data16 = data.risk;
const _errs35 = errors;
if(!(((data16 === "safe") || (data16 === "disruptive")) || (data16 === "destructive"))){
validate49.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs35 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.manual !== undefined){
const _errs37 = errors;
if(typeof data.manual !== "boolean"){
validate49.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/$defs/manual/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs37 === errors;
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
else {
validate49.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate49.errors = vErrors;
return errors === 0;
}
validate49.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema163 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"bindPort"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","port"],"properties":{"machine":{"type":"string"},"port":{"type":"integer"},"thumbprint":{"type":"string"},"negotiateClientCertificate":{"type":"boolean"}}},"expects":{"type":"object","additionalProperties":false,"required":["thumbprint"],"properties":{"thumbprint":{"type":["string","null"]}}},"risk":{"$ref":"#/$defs/risk"},"inputs":{"type":"object","additionalProperties":false,"required":["thumbprint"],"properties":{"thumbprint":{"type":"string"}}},"manual":{"$ref":"#/$defs/manual"}},"if":{"$ref":"#/$defs/filledInLater"},"else":{"type":"object","properties":{"arguments":{"type":"object","required":["thumbprint"]}}}};

function validate50(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate50.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
const _errs4 = errors;
let valid2 = false;
const _errs5 = errors;
if(errors === _errs5){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.inputs === undefined) && (missing0 = "inputs")){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid1 = _errs5 === errors;
valid2 = valid2 || _valid1;
const _errs7 = errors;
if(errors === _errs7){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if((data.manual === undefined) && (missing1 = "manual")){
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
if(data.manual !== undefined){
if(true !== data.manual){
const err3 = {};
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
}
else {
const err4 = {};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
var _valid1 = _errs7 === errors;
valid2 = valid2 || _valid1;
if(_valid1){
var props0 = {};
props0.manual = true;
}
if(!valid2){
const err5 = {};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
else {
errors = _errs4;
if(vErrors !== null){
if(_errs4){
vErrors.length = _errs4;
}
else {
vErrors = null;
}
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
if(!_valid0){
const _errs10 = errors;
if(errors === _errs10){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.arguments !== undefined){
let data1 = data.arguments;
const _errs12 = errors;
if(errors === _errs12){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing2;
if((data1.thumbprint === undefined) && (missing2 = "thumbprint")){
validate50.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/else/properties/arguments/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
}
else {
validate50.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/else/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
}
}
else {
validate50.errors = [{instancePath,schemaPath:"#/else/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var _valid0 = _errs10 === errors;
valid0 = _valid0;
if(valid0){
if(props0 !== true){
props0 = props0 || {};
props0.arguments = true;
}
}
}
if(!valid0){
const err6 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
validate50.errors = vErrors;
return false;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing3;
if((((((((data.id === undefined) && (missing3 = "id")) || ((data.operation === undefined) && (missing3 = "operation"))) || ((data.target === undefined) && (missing3 = "target"))) || ((data.needs === undefined) && (missing3 = "needs"))) || ((data.arguments === undefined) && (missing3 = "arguments"))) || ((data.expects === undefined) && (missing3 = "expects"))) || ((data.risk === undefined) && (missing3 = "risk"))){
validate50.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
const _errs14 = errors;
for(const key0 in data){
if(!(func1.call(schema163.properties, key0))){
validate50.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs14 === errors){
if(data.id !== undefined){
const _errs15 = errors;
if(typeof data.id !== "string"){
validate50.errors = [{instancePath:instancePath+"/id",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs15 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.operation !== undefined){
const _errs18 = errors;
if("bindPort" !== data.operation){
validate50.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "bindPort"},message:"must be equal to constant"}];
return false;
}
var valid5 = _errs18 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.target !== undefined){
const _errs19 = errors;
if(typeof data.target !== "string"){
validate50.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs19 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.needs !== undefined){
let data5 = data.needs;
const _errs22 = errors;
const _errs23 = errors;
if(errors === _errs23){
if(Array.isArray(data5)){
var valid9 = true;
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
const _errs25 = errors;
if(typeof data5[i0] !== "string"){
validate50.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid9 = _errs25 === errors;
if(!valid9){
break;
}
}
}
else {
validate50.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid5 = _errs22 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.arguments !== undefined){
let data7 = data.arguments;
const _errs27 = errors;
if(errors === _errs27){
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
let missing4;
if(((data7.machine === undefined) && (missing4 = "machine")) || ((data7.port === undefined) && (missing4 = "port"))){
validate50.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
else {
const _errs29 = errors;
for(const key1 in data7){
if(!((((key1 === "machine") || (key1 === "port")) || (key1 === "thumbprint")) || (key1 === "negotiateClientCertificate"))){
validate50.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs29 === errors){
if(data7.machine !== undefined){
const _errs30 = errors;
if(typeof data7.machine !== "string"){
validate50.errors = [{instancePath:instancePath+"/arguments/machine",schemaPath:"#/properties/arguments/properties/machine/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid10 = _errs30 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data7.port !== undefined){
let data9 = data7.port;
const _errs32 = errors;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
validate50.errors = [{instancePath:instancePath+"/arguments/port",schemaPath:"#/properties/arguments/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid10 = _errs32 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data7.thumbprint !== undefined){
const _errs34 = errors;
if(typeof data7.thumbprint !== "string"){
validate50.errors = [{instancePath:instancePath+"/arguments/thumbprint",schemaPath:"#/properties/arguments/properties/thumbprint/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid10 = _errs34 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data7.negotiateClientCertificate !== undefined){
const _errs36 = errors;
if(typeof data7.negotiateClientCertificate !== "boolean"){
validate50.errors = [{instancePath:instancePath+"/arguments/negotiateClientCertificate",schemaPath:"#/properties/arguments/properties/negotiateClientCertificate/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid10 = _errs36 === errors;
}
else {
var valid10 = true;
}
}
}
}
}
}
}
else {
validate50.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid5 = _errs27 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.expects !== undefined){
let data12 = data.expects;
const _errs38 = errors;
if(errors === _errs38){
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
let missing5;
if((data12.thumbprint === undefined) && (missing5 = "thumbprint")){
validate50.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'"}];
return false;
}
else {
const _errs40 = errors;
for(const key2 in data12){
if(!(key2 === "thumbprint")){
validate50.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs40 === errors){
if(data12.thumbprint !== undefined){
let data13 = data12.thumbprint;
if((typeof data13 !== "string") && (data13 !== null)){
validate50.errors = [{instancePath:instancePath+"/expects/thumbprint",schemaPath:"#/properties/expects/properties/thumbprint/type",keyword:"type",params:{type: schema163.properties.expects.properties.thumbprint.type},message:"must be string,null"}];
return false;
}
}
}
}
}
else {
validate50.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid5 = _errs38 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.risk !== undefined){
let data14 = data.risk;
const _errs43 = errors;
if(!(((data14 === "safe") || (data14 === "disruptive")) || (data14 === "destructive"))){
validate50.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid5 = _errs43 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.inputs !== undefined){
let data15 = data.inputs;
const _errs45 = errors;
if(errors === _errs45){
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
let missing6;
if((data15.thumbprint === undefined) && (missing6 = "thumbprint")){
validate50.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/required",keyword:"required",params:{missingProperty: missing6},message:"must have required property '"+missing6+"'"}];
return false;
}
else {
const _errs47 = errors;
for(const key3 in data15){
if(!(key3 === "thumbprint")){
validate50.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs47 === errors){
if(data15.thumbprint !== undefined){
if(typeof data15.thumbprint !== "string"){
validate50.errors = [{instancePath:instancePath+"/inputs/thumbprint",schemaPath:"#/properties/inputs/properties/thumbprint/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
}
}
else {
validate50.errors = [{instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid5 = _errs45 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data.manual !== undefined){
const _errs50 = errors;
if(typeof data.manual !== "boolean"){
validate50.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/$defs/manual/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid5 = _errs50 === errors;
}
else {
var valid5 = true;
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
validate50.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate50.errors = vErrors;
return errors === 0;
}
validate50.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema170 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk"],"properties":{"id":{"$ref":"#/$defs/stepId"},"operation":{"const":"openFirewall"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine","rule","port"],"properties":{"machine":{"type":"string"},"rule":{"type":"string"},"port":{"type":"integer"}}},"expects":{"type":"object","additionalProperties":false,"properties":{}},"risk":{"$ref":"#/$defs/risk"},"manual":{"$ref":"#/$defs/manual"}}};

function validate51(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate51.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data.id === undefined) && (missing0 = "id")) || ((data.operation === undefined) && (missing0 = "operation"))) || ((data.target === undefined) && (missing0 = "target"))) || ((data.needs === undefined) && (missing0 = "needs"))) || ((data.arguments === undefined) && (missing0 = "arguments"))) || ((data.expects === undefined) && (missing0 = "expects"))) || ((data.risk === undefined) && (missing0 = "risk"))){
validate51.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((((key0 === "id") || (key0 === "operation")) || (key0 === "target")) || (key0 === "needs")) || (key0 === "arguments")) || (key0 === "expects")) || (key0 === "risk")) || (key0 === "manual"))){
validate51.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.id !== undefined){
const _errs2 = errors;
if(typeof data.id !== "string"){
validate51.errors = [{instancePath:instancePath+"/id",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if("openFirewall" !== data.operation){
validate51.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "openFirewall"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.target !== undefined){
const _errs6 = errors;
if(typeof data.target !== "string"){
validate51.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.needs !== undefined){
let data3 = data.needs;
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(Array.isArray(data3)){
var valid4 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
const _errs12 = errors;
if(typeof data3[i0] !== "string"){
validate51.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs12 === errors;
if(!valid4){
break;
}
}
}
else {
validate51.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.arguments !== undefined){
let data5 = data.arguments;
const _errs14 = errors;
if(errors === _errs14){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing1;
if((((data5.machine === undefined) && (missing1 = "machine")) || ((data5.rule === undefined) && (missing1 = "rule"))) || ((data5.port === undefined) && (missing1 = "port"))){
validate51.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs16 = errors;
for(const key1 in data5){
if(!(((key1 === "machine") || (key1 === "rule")) || (key1 === "port"))){
validate51.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs16 === errors){
if(data5.machine !== undefined){
const _errs17 = errors;
if(typeof data5.machine !== "string"){
validate51.errors = [{instancePath:instancePath+"/arguments/machine",schemaPath:"#/properties/arguments/properties/machine/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs17 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.rule !== undefined){
const _errs19 = errors;
if(typeof data5.rule !== "string"){
validate51.errors = [{instancePath:instancePath+"/arguments/rule",schemaPath:"#/properties/arguments/properties/rule/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs19 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data5.port !== undefined){
let data8 = data5.port;
const _errs21 = errors;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
validate51.errors = [{instancePath:instancePath+"/arguments/port",schemaPath:"#/properties/arguments/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid5 = _errs21 === errors;
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
validate51.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.expects !== undefined){
let data9 = data.expects;
const _errs23 = errors;
if(errors === _errs23){
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key2 in data9){
validate51.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
else {
validate51.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs23 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.risk !== undefined){
let data10 = data.risk;
const _errs26 = errors;
if(!(((data10 === "safe") || (data10 === "disruptive")) || (data10 === "destructive"))){
validate51.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs26 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.manual !== undefined){
const _errs28 = errors;
if(typeof data.manual !== "boolean"){
validate51.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/$defs/manual/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs28 === errors;
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
else {
validate51.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate51.errors = vErrors;
return errors === 0;
}
validate51.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema176 = {"type":"object","additionalProperties":false,"required":["id","operation","target","needs","arguments","expects","risk","manual"],"properties":{"id":{"type":"string","pattern":":(byHand|installCertificate|trustMaster|trustOn/[^:]+)$"},"operation":{"const":"byHand"},"target":{"$ref":"#/$defs/changeId"},"needs":{"$ref":"#/$defs/needs"},"arguments":{"type":"object","additionalProperties":false,"required":["machine"],"properties":{"machine":{"type":"string"},"command":{"type":"string"},"thumbprint":{"type":["string","null"]},"mark":{"type":"string"}}},"expects":{"type":"object","additionalProperties":false,"properties":{}},"risk":{"$ref":"#/$defs/risk"},"manual":{"const":true}},"if":{"type":"object","properties":{"id":{"type":"string","pattern":":byHand$"}}},"then":{"type":"object","properties":{"arguments":{"type":"object","additionalProperties":false,"required":["machine","command"],"properties":{"machine":true,"command":true}}}},"else":{"if":{"type":"object","properties":{"id":{"type":"string","pattern":":(installCertificate|trustMaster)$"}}},"then":{"type":"object","properties":{"arguments":{"type":"object","additionalProperties":false,"required":["machine","thumbprint"],"properties":{"machine":true,"thumbprint":{"type":"string"}}}}},"else":{"if":{"type":"object","properties":{"id":{"type":"string","pattern":":trustOn/[^:]+$"}}},"then":{"if":{"type":"object","properties":{"arguments":{"type":"object","required":["mark"]}}},"then":{"type":"object","properties":{"arguments":{"type":"object","additionalProperties":false,"required":["machine","mark"],"properties":{"machine":true,"mark":true}}}},"else":{"type":"object","properties":{"arguments":{"type":"object","additionalProperties":false,"required":["machine","thumbprint"],"properties":{"machine":true,"thumbprint":true,"command":true}}}}}}}};
const pattern8 = new RegExp(":byHand$", "u");
const pattern9 = new RegExp(":(installCertificate|trustMaster)$", "u");
const pattern10 = new RegExp(":trustOn/[^:]+$", "u");
const pattern11 = new RegExp(":(byHand|installCertificate|trustMaster|trustOn/[^:]+)$", "u");

function validate52(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate52.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(errors === _errs2){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id !== undefined){
let data0 = data.id;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data0 === "string"){
if(!pattern8.test(data0)){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
}
else {
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs6 = errors;
if(errors === _errs6){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.arguments !== undefined){
let data1 = data.arguments;
const _errs8 = errors;
if(errors === _errs8){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing0;
if(((data1.machine === undefined) && (missing0 = "machine")) || ((data1.command === undefined) && (missing0 = "command"))){
validate52.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/then/properties/arguments/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
for(const key0 in data1){
if(!((key0 === "machine") || (key0 === "command"))){
validate52.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/then/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
}
}
else {
validate52.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/then/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
}
}
else {
validate52.errors = [{instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var _valid0 = _errs6 === errors;
valid0 = _valid0;
if(valid0){
var props0 = {};
props0.arguments = true;
props0.id = true;
}
ifClause0 = "then";
}
else {
const _errs11 = errors;
const _errs12 = errors;
let valid3 = true;
const _errs13 = errors;
if(errors === _errs13){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id !== undefined){
let data2 = data.id;
const _errs15 = errors;
if(errors === _errs15){
if(typeof data2 === "string"){
if(!pattern9.test(data2)){
const err3 = {};
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
const err4 = {};
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
}
else {
const err5 = {};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
var _valid1 = _errs13 === errors;
errors = _errs12;
if(vErrors !== null){
if(_errs12){
vErrors.length = _errs12;
}
else {
vErrors = null;
}
}
let ifClause1;
if(_valid1){
const _errs17 = errors;
if(errors === _errs17){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.arguments !== undefined){
let data3 = data.arguments;
const _errs19 = errors;
if(errors === _errs19){
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing1;
if(((data3.machine === undefined) && (missing1 = "machine")) || ((data3.thumbprint === undefined) && (missing1 = "thumbprint"))){
validate52.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/else/then/properties/arguments/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs21 = errors;
for(const key1 in data3){
if(!((key1 === "machine") || (key1 === "thumbprint"))){
validate52.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/else/then/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs21 === errors){
if(data3.thumbprint !== undefined){
if(typeof data3.thumbprint !== "string"){
validate52.errors = [{instancePath:instancePath+"/arguments/thumbprint",schemaPath:"#/else/then/properties/arguments/properties/thumbprint/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
}
}
else {
validate52.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/else/then/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
}
}
else {
validate52.errors = [{instancePath,schemaPath:"#/else/then/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var _valid1 = _errs17 === errors;
valid3 = _valid1;
if(valid3){
var props1 = {};
props1.arguments = true;
props1.id = true;
}
ifClause1 = "then";
}
else {
const _errs24 = errors;
const _errs25 = errors;
let valid7 = true;
const _errs26 = errors;
if(errors === _errs26){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id !== undefined){
let data5 = data.id;
const _errs28 = errors;
if(errors === _errs28){
if(typeof data5 === "string"){
if(!pattern10.test(data5)){
const err6 = {};
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
const err7 = {};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
}
else {
const err8 = {};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
var _valid2 = _errs26 === errors;
errors = _errs25;
if(vErrors !== null){
if(_errs25){
vErrors.length = _errs25;
}
else {
vErrors = null;
}
}
if(_valid2){
const _errs30 = errors;
const _errs31 = errors;
let valid9 = true;
const _errs32 = errors;
if(errors === _errs32){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.arguments !== undefined){
let data6 = data.arguments;
const _errs34 = errors;
if(errors === _errs34){
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing2;
if((data6.mark === undefined) && (missing2 = "mark")){
const err9 = {};
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
const err10 = {};
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
}
else {
const err11 = {};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
var _valid3 = _errs32 === errors;
errors = _errs31;
if(vErrors !== null){
if(_errs31){
vErrors.length = _errs31;
}
else {
vErrors = null;
}
}
let ifClause2;
if(_valid3){
const _errs36 = errors;
if(errors === _errs36){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.arguments !== undefined){
let data7 = data.arguments;
const _errs38 = errors;
if(errors === _errs38){
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
let missing3;
if(((data7.machine === undefined) && (missing3 = "machine")) || ((data7.mark === undefined) && (missing3 = "mark"))){
validate52.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/else/else/then/then/properties/arguments/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
for(const key2 in data7){
if(!((key2 === "machine") || (key2 === "mark"))){
validate52.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/else/else/then/then/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
}
}
else {
validate52.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/else/else/then/then/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
}
}
else {
validate52.errors = [{instancePath,schemaPath:"#/else/else/then/then/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var _valid3 = _errs36 === errors;
valid9 = _valid3;
if(valid9){
var props2 = {};
props2.arguments = true;
}
ifClause2 = "then";
}
else {
const _errs41 = errors;
if(errors === _errs41){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.arguments !== undefined){
let data8 = data.arguments;
const _errs43 = errors;
if(errors === _errs43){
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
let missing4;
if(((data8.machine === undefined) && (missing4 = "machine")) || ((data8.thumbprint === undefined) && (missing4 = "thumbprint"))){
validate52.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/else/else/then/else/properties/arguments/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
else {
for(const key3 in data8){
if(!(((key3 === "machine") || (key3 === "thumbprint")) || (key3 === "command"))){
validate52.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/else/else/then/else/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
}
}
else {
validate52.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/else/else/then/else/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
}
}
else {
validate52.errors = [{instancePath,schemaPath:"#/else/else/then/else/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var _valid3 = _errs41 === errors;
valid9 = _valid3;
if(valid9){
if(props2 !== true){
props2 = props2 || {};
props2.arguments = true;
}
}
ifClause2 = "else";
}
if(!valid9){
const err12 = {instancePath,schemaPath:"#/else/else/then/if",keyword:"if",params:{failingKeyword: ifClause2},message:"must match \""+ifClause2+"\" schema"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
validate52.errors = vErrors;
return false;
}
var _valid2 = _errs30 === errors;
valid7 = _valid2;
if(valid7){
if(props2 !== true){
props2 = props2 || {};
props2.id = true;
}
}
}
if(!valid7){
const err13 = {instancePath,schemaPath:"#/else/else/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
validate52.errors = vErrors;
return false;
}
var _valid1 = _errs24 === errors;
valid3 = _valid1;
if(valid3){
if(props1 !== true && props2 !== undefined){
if(props2 === true){
props1 = true;
}
else {
props1 = props1 || {};
Object.assign(props1, props2);
}
}
}
ifClause1 = "else";
}
if(!valid3){
const err14 = {instancePath,schemaPath:"#/else/if",keyword:"if",params:{failingKeyword: ifClause1},message:"must match \""+ifClause1+"\" schema"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
validate52.errors = vErrors;
return false;
}
var _valid0 = _errs11 === errors;
valid0 = _valid0;
if(valid0){
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
ifClause0 = "else";
}
if(!valid0){
const err15 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
validate52.errors = vErrors;
return false;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing5;
if(((((((((data.id === undefined) && (missing5 = "id")) || ((data.operation === undefined) && (missing5 = "operation"))) || ((data.target === undefined) && (missing5 = "target"))) || ((data.needs === undefined) && (missing5 = "needs"))) || ((data.arguments === undefined) && (missing5 = "arguments"))) || ((data.expects === undefined) && (missing5 = "expects"))) || ((data.risk === undefined) && (missing5 = "risk"))) || ((data.manual === undefined) && (missing5 = "manual"))){
validate52.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'"}];
return false;
}
else {
const _errs46 = errors;
for(const key4 in data){
if(!((((((((key4 === "id") || (key4 === "operation")) || (key4 === "target")) || (key4 === "needs")) || (key4 === "arguments")) || (key4 === "expects")) || (key4 === "risk")) || (key4 === "manual"))){
validate52.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs46 === errors){
if(data.id !== undefined){
let data9 = data.id;
const _errs47 = errors;
if(errors === _errs47){
if(typeof data9 === "string"){
if(!pattern11.test(data9)){
validate52.errors = [{instancePath:instancePath+"/id",schemaPath:"#/properties/id/pattern",keyword:"pattern",params:{pattern: ":(byHand|installCertificate|trustMaster|trustOn/[^:]+)$"},message:"must match pattern \""+":(byHand|installCertificate|trustMaster|trustOn/[^:]+)$"+"\""}];
return false;
}
}
else {
validate52.errors = [{instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid13 = _errs47 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data.operation !== undefined){
const _errs49 = errors;
if("byHand" !== data.operation){
validate52.errors = [{instancePath:instancePath+"/operation",schemaPath:"#/properties/operation/const",keyword:"const",params:{allowedValue: "byHand"},message:"must be equal to constant"}];
return false;
}
var valid13 = _errs49 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data.target !== undefined){
const _errs50 = errors;
if(typeof data.target !== "string"){
validate52.errors = [{instancePath:instancePath+"/target",schemaPath:"#/$defs/changeId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid13 = _errs50 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data.needs !== undefined){
let data12 = data.needs;
const _errs53 = errors;
const _errs54 = errors;
if(errors === _errs54){
if(Array.isArray(data12)){
var valid16 = true;
const len0 = data12.length;
for(let i0=0; i0<len0; i0++){
const _errs56 = errors;
if(typeof data12[i0] !== "string"){
validate52.errors = [{instancePath:instancePath+"/needs/" + i0,schemaPath:"#/$defs/needs/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid16 = _errs56 === errors;
if(!valid16){
break;
}
}
}
else {
validate52.errors = [{instancePath:instancePath+"/needs",schemaPath:"#/$defs/needs/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid13 = _errs53 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data.arguments !== undefined){
let data14 = data.arguments;
const _errs58 = errors;
if(errors === _errs58){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
let missing6;
if((data14.machine === undefined) && (missing6 = "machine")){
validate52.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/required",keyword:"required",params:{missingProperty: missing6},message:"must have required property '"+missing6+"'"}];
return false;
}
else {
const _errs60 = errors;
for(const key5 in data14){
if(!((((key5 === "machine") || (key5 === "command")) || (key5 === "thumbprint")) || (key5 === "mark"))){
validate52.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs60 === errors){
if(data14.machine !== undefined){
const _errs61 = errors;
if(typeof data14.machine !== "string"){
validate52.errors = [{instancePath:instancePath+"/arguments/machine",schemaPath:"#/properties/arguments/properties/machine/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid17 = _errs61 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data14.command !== undefined){
const _errs63 = errors;
if(typeof data14.command !== "string"){
validate52.errors = [{instancePath:instancePath+"/arguments/command",schemaPath:"#/properties/arguments/properties/command/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid17 = _errs63 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data14.thumbprint !== undefined){
let data17 = data14.thumbprint;
const _errs65 = errors;
if((typeof data17 !== "string") && (data17 !== null)){
validate52.errors = [{instancePath:instancePath+"/arguments/thumbprint",schemaPath:"#/properties/arguments/properties/thumbprint/type",keyword:"type",params:{type: schema176.properties.arguments.properties.thumbprint.type},message:"must be string,null"}];
return false;
}
var valid17 = _errs65 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data14.mark !== undefined){
const _errs67 = errors;
if(typeof data14.mark !== "string"){
validate52.errors = [{instancePath:instancePath+"/arguments/mark",schemaPath:"#/properties/arguments/properties/mark/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid17 = _errs67 === errors;
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
else {
validate52.errors = [{instancePath:instancePath+"/arguments",schemaPath:"#/properties/arguments/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid13 = _errs58 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data.expects !== undefined){
let data19 = data.expects;
const _errs69 = errors;
if(errors === _errs69){
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
for(const key6 in data19){
validate52.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"}];
return false;
break;
}
}
else {
validate52.errors = [{instancePath:instancePath+"/expects",schemaPath:"#/properties/expects/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid13 = _errs69 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data.risk !== undefined){
let data20 = data.risk;
const _errs72 = errors;
if(!(((data20 === "safe") || (data20 === "disruptive")) || (data20 === "destructive"))){
validate52.errors = [{instancePath:instancePath+"/risk",schemaPath:"#/$defs/risk/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid13 = _errs72 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data.manual !== undefined){
const _errs74 = errors;
if(true !== data.manual){
validate52.errors = [{instancePath:instancePath+"/manual",schemaPath:"#/properties/manual/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"}];
return false;
}
var valid13 = _errs74 === errors;
}
else {
var valid13 = true;
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
validate52.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate52.errors = vErrors;
return errors === 0;
}
validate52.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate31.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.operation === undefined) && (missing0 = "operation")){
validate31.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const tag0 = data.operation;
if(typeof tag0 == "string"){
if(tag0 === "enableScaleOut"){
if(!(validate32(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
var props0 = true;
}
else if(tag0 === "setDefaultExecutionMode"){
if(!(validate33(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "setMasterAddress"){
if(!(validate34(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "setWorkerEnabled"){
if(!(validate35(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "setWorkerProperty"){
if(!(validate36(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "drainWorker"){
if(!(validate37(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "removeWorker"){
if(!(validate38(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate38.errors : vErrors.concat(validate38.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "awaitWorker"){
if(!(validate39(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "awaitMaster"){
if(!(validate40(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate40.errors : vErrors.concat(validate40.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "trustCertificate"){
if(!(validate41(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "distrustCertificate"){
if(!(validate42(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "createCertificate"){
if(!(validate43(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate43.errors : vErrors.concat(validate43.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "grantKey"){
if(!(validate44(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "editConfig"){
if(!(validate45(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate45.errors : vErrors.concat(validate45.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "setStartMode"){
if(!(validate46(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate46.errors : vErrors.concat(validate46.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "startService"){
if(!(validate47(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "stopService"){
if(!(validate48(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate48.errors : vErrors.concat(validate48.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "restartService"){
if(!(validate49(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate49.errors : vErrors.concat(validate49.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "bindPort"){
if(!(validate50(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate50.errors : vErrors.concat(validate50.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "openFirewall"){
if(!(validate51(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate51.errors : vErrors.concat(validate51.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "byHand"){
if(!(validate52(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate52.errors : vErrors.concat(validate52.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else {
validate31.errors = [{instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "mapping", tag: "operation", tagValue: tag0},message:"value of tag \"operation\" must be in oneOf"}];
return false;
}
}
else {
validate31.errors = [{instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "tag", tag: "operation", tagValue: tag0},message:"tag \"operation\" must be string"}];
return false;
}
}
}
else {
validate31.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate31.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate31.evaluated = {"dynamicProps":true,"dynamicItems":false};

const schema180 = {"type":"object","additionalProperties":false,"required":["target","steps","undo"],"properties":{"target":{"type":"string"},"steps":{"type":"array","items":{"$ref":"#/$defs/stepId"}},"undo":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["undoes","step"],"properties":{"undoes":{"$ref":"#/$defs/stepId"},"step":{"$ref":"#/$defs/step"}}}}}};

function validate75(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate75.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.target === undefined) && (missing0 = "target")) || ((data.steps === undefined) && (missing0 = "steps"))) || ((data.undo === undefined) && (missing0 = "undo"))){
validate75.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "target") || (key0 === "steps")) || (key0 === "undo"))){
validate75.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.target !== undefined){
const _errs2 = errors;
if(typeof data.target !== "string"){
validate75.errors = [{instancePath:instancePath+"/target",schemaPath:"#/properties/target/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.steps !== undefined){
let data1 = data.steps;
const _errs4 = errors;
if(errors === _errs4){
if(Array.isArray(data1)){
var valid1 = true;
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
const _errs6 = errors;
if(typeof data1[i0] !== "string"){
validate75.errors = [{instancePath:instancePath+"/steps/" + i0,schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid1 = _errs6 === errors;
if(!valid1){
break;
}
}
}
else {
validate75.errors = [{instancePath:instancePath+"/steps",schemaPath:"#/properties/steps/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.undo !== undefined){
let data3 = data.undo;
const _errs9 = errors;
if(errors === _errs9){
if(Array.isArray(data3)){
var valid3 = true;
const len1 = data3.length;
for(let i1=0; i1<len1; i1++){
let data4 = data3[i1];
const _errs11 = errors;
if(errors === _errs11){
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
let missing1;
if(((data4.undoes === undefined) && (missing1 = "undoes")) || ((data4.step === undefined) && (missing1 = "step"))){
validate75.errors = [{instancePath:instancePath+"/undo/" + i1,schemaPath:"#/properties/undo/items/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs13 = errors;
for(const key1 in data4){
if(!((key1 === "undoes") || (key1 === "step"))){
validate75.errors = [{instancePath:instancePath+"/undo/" + i1,schemaPath:"#/properties/undo/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs13 === errors){
if(data4.undoes !== undefined){
const _errs14 = errors;
if(typeof data4.undoes !== "string"){
validate75.errors = [{instancePath:instancePath+"/undo/" + i1+"/undoes",schemaPath:"#/$defs/stepId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs14 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data4.step !== undefined){
const _errs17 = errors;
if(!(validate31(data4.step, {instancePath:instancePath+"/undo/" + i1+"/step",parentData:data4,parentDataProperty:"step",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
var valid4 = _errs17 === errors;
}
else {
var valid4 = true;
}
}
}
}
}
else {
validate75.errors = [{instancePath:instancePath+"/undo/" + i1,schemaPath:"#/properties/undo/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid3 = _errs11 === errors;
if(!valid3){
break;
}
}
}
else {
validate75.errors = [{instancePath:instancePath+"/undo",schemaPath:"#/properties/undo/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs9 === errors;
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
validate75.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate75.errors = vErrors;
return errors === 0;
}
validate75.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema183 = {"type":"object","additionalProperties":false,"required":["severity","code","summary","detail","remedy"],"properties":{"severity":{"enum":["error","warning","note"]},"code":{"type":"string"},"summary":{"type":"string"},"detail":{"type":"string"},"remedy":{"type":"string"},"range":{"$ref":"#/$defs/range"}}};
const schema184 = {"type":"object","additionalProperties":false,"required":["file","start","end"],"properties":{"file":{"type":"string"},"start":{"$ref":"#/$defs/position"},"end":{"$ref":"#/$defs/position"}}};
const schema185 = {"type":"object","additionalProperties":false,"required":["line","column"],"properties":{"line":{"type":"integer"},"column":{"type":"integer"}}};

function validate79(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate79.evaluated;
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
validate79.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "file") || (key0 === "start")) || (key0 === "end"))){
validate79.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.file !== undefined){
const _errs2 = errors;
if(typeof data.file !== "string"){
validate79.errors = [{instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate79.errors = [{instancePath:instancePath+"/start",schemaPath:"#/$defs/position/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs7 = errors;
for(const key1 in data1){
if(!((key1 === "line") || (key1 === "column"))){
validate79.errors = [{instancePath:instancePath+"/start",schemaPath:"#/$defs/position/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs7 === errors){
if(data1.line !== undefined){
let data2 = data1.line;
const _errs8 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate79.errors = [{instancePath:instancePath+"/start/line",schemaPath:"#/$defs/position/properties/line/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
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
validate79.errors = [{instancePath:instancePath+"/start/column",schemaPath:"#/$defs/position/properties/column/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
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
validate79.errors = [{instancePath:instancePath+"/start",schemaPath:"#/$defs/position/type",keyword:"type",params:{type: "object"},message:"must be object"}];
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
validate79.errors = [{instancePath:instancePath+"/end",schemaPath:"#/$defs/position/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs15 = errors;
for(const key2 in data4){
if(!((key2 === "line") || (key2 === "column"))){
validate79.errors = [{instancePath:instancePath+"/end",schemaPath:"#/$defs/position/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs15 === errors){
if(data4.line !== undefined){
let data5 = data4.line;
const _errs16 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
validate79.errors = [{instancePath:instancePath+"/end/line",schemaPath:"#/$defs/position/properties/line/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
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
validate79.errors = [{instancePath:instancePath+"/end/column",schemaPath:"#/$defs/position/properties/column/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
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
validate79.errors = [{instancePath:instancePath+"/end",schemaPath:"#/$defs/position/type",keyword:"type",params:{type: "object"},message:"must be object"}];
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
validate79.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate79.errors = vErrors;
return errors === 0;
}
validate79.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate78(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate78.evaluated;
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
validate78.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((key0 === "severity") || (key0 === "code")) || (key0 === "summary")) || (key0 === "detail")) || (key0 === "remedy")) || (key0 === "range"))){
validate78.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.severity !== undefined){
let data0 = data.severity;
const _errs2 = errors;
if(!(((data0 === "error") || (data0 === "warning")) || (data0 === "note"))){
validate78.errors = [{instancePath:instancePath+"/severity",schemaPath:"#/properties/severity/enum",keyword:"enum",params:{allowedValues: schema183.properties.severity.enum},message:"must be equal to one of the allowed values"}];
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
validate78.errors = [{instancePath:instancePath+"/code",schemaPath:"#/properties/code/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate78.errors = [{instancePath:instancePath+"/summary",schemaPath:"#/properties/summary/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate78.errors = [{instancePath:instancePath+"/detail",schemaPath:"#/properties/detail/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate78.errors = [{instancePath:instancePath+"/remedy",schemaPath:"#/properties/remedy/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
if(!(validate79(data.range, {instancePath:instancePath+"/range",parentData:data,parentDataProperty:"range",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate79.errors : vErrors.concat(validate79.errors);
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
validate78.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate78.errors = vErrors;
return errors === 0;
}
validate78.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="plan.schema.json" */;
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
if((((((((((((((data.formatVersion === undefined) && (missing0 = "formatVersion")) || ((data.tool === undefined) && (missing0 = "tool"))) || ((data.createdAt === undefined) && (missing0 = "createdAt"))) || ((data.topology === undefined) && (missing0 = "topology"))) || ((data.catalog === undefined) && (missing0 = "catalog"))) || ((data.observedAt === undefined) && (missing0 = "observedAt"))) || ((data.fingerprint === undefined) && (missing0 = "fingerprint"))) || ((data.complete === undefined) && (missing0 = "complete"))) || ((data.applyable === undefined) && (missing0 = "applyable"))) || ((data.summary === undefined) && (missing0 = "summary"))) || ((data.changes === undefined) && (missing0 = "changes"))) || ((data.steps === undefined) && (missing0 = "steps"))) || ((data.diagnostics === undefined) && (missing0 = "diagnostics"))){
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
if(data.id !== undefined){
const _errs3 = errors;
if(typeof data.id !== "string"){
validate20.errors = [{instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tool !== undefined){
let data2 = data.tool;
const _errs5 = errors;
const _errs6 = errors;
if(errors === _errs6){
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
let missing1;
if(((data2.name === undefined) && (missing1 = "name")) || ((data2.version === undefined) && (missing1 = "version"))){
validate20.errors = [{instancePath:instancePath+"/tool",schemaPath:"#/$defs/tool/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs8 = errors;
for(const key1 in data2){
if(!((key1 === "name") || (key1 === "version"))){
validate20.errors = [{instancePath:instancePath+"/tool",schemaPath:"#/$defs/tool/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs8 === errors){
if(data2.name !== undefined){
const _errs9 = errors;
if("ssis-scaleout" !== data2.name){
validate20.errors = [{instancePath:instancePath+"/tool/name",schemaPath:"#/$defs/tool/properties/name/const",keyword:"const",params:{allowedValue: "ssis-scaleout"},message:"must be equal to constant"}];
return false;
}
var valid2 = _errs9 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data2.version !== undefined){
const _errs10 = errors;
if(typeof data2.version !== "string"){
validate20.errors = [{instancePath:instancePath+"/tool/version",schemaPath:"#/$defs/tool/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string"}];
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
validate20.errors = [{instancePath:instancePath+"/tool",schemaPath:"#/$defs/tool/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.createdAt !== undefined){
const _errs12 = errors;
if(typeof data.createdAt !== "string"){
validate20.errors = [{instancePath:instancePath+"/createdAt",schemaPath:"#/properties/createdAt/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.topology !== undefined){
let data6 = data.topology;
const _errs14 = errors;
if(errors === _errs14){
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing2;
if((((data6.name === undefined) && (missing2 = "name")) || ((data6.file === undefined) && (missing2 = "file"))) || ((data6.sha256 === undefined) && (missing2 = "sha256"))){
validate20.errors = [{instancePath:instancePath+"/topology",schemaPath:"#/properties/topology/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs16 = errors;
for(const key2 in data6){
if(!(((key2 === "name") || (key2 === "file")) || (key2 === "sha256"))){
validate20.errors = [{instancePath:instancePath+"/topology",schemaPath:"#/properties/topology/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs16 === errors){
if(data6.name !== undefined){
const _errs17 = errors;
if(typeof data6.name !== "string"){
validate20.errors = [{instancePath:instancePath+"/topology/name",schemaPath:"#/properties/topology/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs17 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data6.file !== undefined){
const _errs19 = errors;
if(typeof data6.file !== "string"){
validate20.errors = [{instancePath:instancePath+"/topology/file",schemaPath:"#/properties/topology/properties/file/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs19 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data6.sha256 !== undefined){
const _errs21 = errors;
if(typeof data6.sha256 !== "string"){
validate20.errors = [{instancePath:instancePath+"/topology/sha256",schemaPath:"#/properties/topology/properties/sha256/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs21 === errors;
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
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.catalog !== undefined){
let data10 = data.catalog;
const _errs23 = errors;
const _errs24 = errors;
if(errors === _errs24){
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
let missing3;
if(((data10.server === undefined) && (missing3 = "server")) || ((data10.database === undefined) && (missing3 = "database"))){
validate20.errors = [{instancePath:instancePath+"/catalog",schemaPath:"#/$defs/catalog/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
const _errs26 = errors;
for(const key3 in data10){
if(!(((key3 === "server") || (key3 === "database")) || (key3 === "sandbox"))){
validate20.errors = [{instancePath:instancePath+"/catalog",schemaPath:"#/$defs/catalog/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs26 === errors){
if(data10.server !== undefined){
const _errs27 = errors;
if(typeof data10.server !== "string"){
validate20.errors = [{instancePath:instancePath+"/catalog/server",schemaPath:"#/$defs/catalog/properties/server/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs27 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data10.database !== undefined){
const _errs29 = errors;
if(typeof data10.database !== "string"){
validate20.errors = [{instancePath:instancePath+"/catalog/database",schemaPath:"#/$defs/catalog/properties/database/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs29 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data10.sandbox !== undefined){
const _errs31 = errors;
if(typeof data10.sandbox !== "string"){
validate20.errors = [{instancePath:instancePath+"/catalog/sandbox",schemaPath:"#/$defs/catalog/properties/sandbox/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs31 === errors;
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
validate20.errors = [{instancePath:instancePath+"/catalog",schemaPath:"#/$defs/catalog/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs23 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.targets !== undefined){
let data14 = data.targets;
const _errs33 = errors;
if(errors === _errs33){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
let missing4;
if(((data14.include === undefined) && (missing4 = "include")) || ((data14.exclude === undefined) && (missing4 = "exclude"))){
validate20.errors = [{instancePath:instancePath+"/targets",schemaPath:"#/properties/targets/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
else {
const _errs35 = errors;
for(const key4 in data14){
if(!((key4 === "include") || (key4 === "exclude"))){
validate20.errors = [{instancePath:instancePath+"/targets",schemaPath:"#/properties/targets/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs35 === errors){
if(data14.include !== undefined){
let data15 = data14.include;
const _errs36 = errors;
if(errors === _errs36){
if(Array.isArray(data15)){
var valid7 = true;
const len0 = data15.length;
for(let i0=0; i0<len0; i0++){
const _errs38 = errors;
if(typeof data15[i0] !== "string"){
validate20.errors = [{instancePath:instancePath+"/targets/include/" + i0,schemaPath:"#/properties/targets/properties/include/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid7 = _errs38 === errors;
if(!valid7){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/targets/include",schemaPath:"#/properties/targets/properties/include/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid6 = _errs36 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data14.exclude !== undefined){
let data17 = data14.exclude;
const _errs40 = errors;
if(errors === _errs40){
if(Array.isArray(data17)){
var valid8 = true;
const len1 = data17.length;
for(let i1=0; i1<len1; i1++){
const _errs42 = errors;
if(typeof data17[i1] !== "string"){
validate20.errors = [{instancePath:instancePath+"/targets/exclude/" + i1,schemaPath:"#/properties/targets/properties/exclude/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid8 = _errs42 === errors;
if(!valid8){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/targets/exclude",schemaPath:"#/properties/targets/properties/exclude/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
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
else {
validate20.errors = [{instancePath:instancePath+"/targets",schemaPath:"#/properties/targets/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs33 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.suspensions !== undefined){
let data19 = data.suspensions;
const _errs44 = errors;
if(errors === _errs44){
if(Array.isArray(data19)){
var valid9 = true;
const len2 = data19.length;
for(let i2=0; i2<len2; i2++){
const _errs46 = errors;
if(!(validate21(data19[i2], {instancePath:instancePath+"/suspensions/" + i2,parentData:data19,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid9 = _errs46 === errors;
if(!valid9){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/suspensions",schemaPath:"#/properties/suspensions/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs44 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.observedAt !== undefined){
const _errs47 = errors;
if(typeof data.observedAt !== "string"){
validate20.errors = [{instancePath:instancePath+"/observedAt",schemaPath:"#/properties/observedAt/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs47 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.fingerprint !== undefined){
const _errs49 = errors;
if(typeof data.fingerprint !== "string"){
validate20.errors = [{instancePath:instancePath+"/fingerprint",schemaPath:"#/properties/fingerprint/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs49 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.digest !== undefined){
const _errs51 = errors;
if(typeof data.digest !== "string"){
validate20.errors = [{instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs51 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.complete !== undefined){
const _errs53 = errors;
if(typeof data.complete !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/complete",schemaPath:"#/properties/complete/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs53 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.applyable !== undefined){
const _errs55 = errors;
if(typeof data.applyable !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/applyable",schemaPath:"#/properties/applyable/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs55 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.health !== undefined){
const _errs57 = errors;
if(!(validate23(data.health, {instancePath:instancePath+"/health",parentData:data,parentDataProperty:"health",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var valid0 = _errs57 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.summary !== undefined){
const _errs58 = errors;
if(!(validate25(data.summary, {instancePath:instancePath+"/summary",parentData:data,parentDataProperty:"summary",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
var valid0 = _errs58 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.rollout !== undefined){
let data28 = data.rollout;
const _errs59 = errors;
const _errs60 = errors;
if(errors === _errs60){
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
let missing5;
if((data28.parallelism === undefined) && (missing5 = "parallelism")){
validate20.errors = [{instancePath:instancePath+"/rollout",schemaPath:"#/$defs/rollout/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'"}];
return false;
}
else {
const _errs62 = errors;
for(const key5 in data28){
if(!((key5 === "parallelism") || (key5 === "workers"))){
validate20.errors = [{instancePath:instancePath+"/rollout",schemaPath:"#/$defs/rollout/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs62 === errors){
if(data28.parallelism !== undefined){
let data29 = data28.parallelism;
const _errs63 = errors;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
validate20.errors = [{instancePath:instancePath+"/rollout/parallelism",schemaPath:"#/$defs/rollout/properties/parallelism/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid11 = _errs63 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data28.workers !== undefined){
let data30 = data28.workers;
const _errs65 = errors;
if(errors === _errs65){
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
let missing6;
if((((((data30.order === undefined) && (missing6 = "order")) || ((data30.maxUnavailable === undefined) && (missing6 = "maxUnavailable"))) || ((data30.unavailable === undefined) && (missing6 = "unavailable"))) || ((data30.pauseAfterFirstSeconds === undefined) && (missing6 = "pauseAfterFirstSeconds"))) || ((data30.maxFailures === undefined) && (missing6 = "maxFailures"))){
validate20.errors = [{instancePath:instancePath+"/rollout/workers",schemaPath:"#/$defs/rollout/properties/workers/required",keyword:"required",params:{missingProperty: missing6},message:"must have required property '"+missing6+"'"}];
return false;
}
else {
const _errs67 = errors;
for(const key6 in data30){
if(!(((((((key6 === "order") || (key6 === "maxUnavailable")) || (key6 === "together")) || (key6 === "unavailable")) || (key6 === "pauseAfterFirstSeconds")) || (key6 === "maxFailures")) || (key6 === "blocked"))){
validate20.errors = [{instancePath:instancePath+"/rollout/workers",schemaPath:"#/$defs/rollout/properties/workers/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs67 === errors){
if(data30.order !== undefined){
let data31 = data30.order;
const _errs68 = errors;
if(errors === _errs68){
if(Array.isArray(data31)){
var valid13 = true;
const len3 = data31.length;
for(let i3=0; i3<len3; i3++){
const _errs70 = errors;
if(typeof data31[i3] !== "string"){
validate20.errors = [{instancePath:instancePath+"/rollout/workers/order/" + i3,schemaPath:"#/$defs/rollout/properties/workers/properties/order/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid13 = _errs70 === errors;
if(!valid13){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/rollout/workers/order",schemaPath:"#/$defs/rollout/properties/workers/properties/order/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid12 = _errs68 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data30.maxUnavailable !== undefined){
let data33 = data30.maxUnavailable;
const _errs72 = errors;
if(!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33)))){
validate20.errors = [{instancePath:instancePath+"/rollout/workers/maxUnavailable",schemaPath:"#/$defs/rollout/properties/workers/properties/maxUnavailable/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid12 = _errs72 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data30.together !== undefined){
let data34 = data30.together;
const _errs74 = errors;
if(errors === _errs74){
if(Array.isArray(data34)){
var valid14 = true;
const len4 = data34.length;
for(let i4=0; i4<len4; i4++){
const _errs76 = errors;
if(typeof data34[i4] !== "string"){
validate20.errors = [{instancePath:instancePath+"/rollout/workers/together/" + i4,schemaPath:"#/$defs/rollout/properties/workers/properties/together/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid14 = _errs76 === errors;
if(!valid14){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/rollout/workers/together",schemaPath:"#/$defs/rollout/properties/workers/properties/together/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid12 = _errs74 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data30.unavailable !== undefined){
let data36 = data30.unavailable;
const _errs78 = errors;
if(!(((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36))) && (isFinite(data36)))){
validate20.errors = [{instancePath:instancePath+"/rollout/workers/unavailable",schemaPath:"#/$defs/rollout/properties/workers/properties/unavailable/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid12 = _errs78 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data30.pauseAfterFirstSeconds !== undefined){
let data37 = data30.pauseAfterFirstSeconds;
const _errs80 = errors;
if(!((typeof data37 == "number") && (isFinite(data37)))){
validate20.errors = [{instancePath:instancePath+"/rollout/workers/pauseAfterFirstSeconds",schemaPath:"#/$defs/rollout/properties/workers/properties/pauseAfterFirstSeconds/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
var valid12 = _errs80 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data30.maxFailures !== undefined){
let data38 = data30.maxFailures;
const _errs82 = errors;
if(!(((typeof data38 == "number") && (!(data38 % 1) && !isNaN(data38))) && (isFinite(data38)))){
validate20.errors = [{instancePath:instancePath+"/rollout/workers/maxFailures",schemaPath:"#/$defs/rollout/properties/workers/properties/maxFailures/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
var valid12 = _errs82 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data30.blocked !== undefined){
let data39 = data30.blocked;
const _errs84 = errors;
if(errors === _errs84){
if(data39 && typeof data39 == "object" && !Array.isArray(data39)){
let missing7;
if(((data39.workers === undefined) && (missing7 = "workers")) || ((data39.reason === undefined) && (missing7 = "reason"))){
validate20.errors = [{instancePath:instancePath+"/rollout/workers/blocked",schemaPath:"#/$defs/rollout/properties/workers/properties/blocked/required",keyword:"required",params:{missingProperty: missing7},message:"must have required property '"+missing7+"'"}];
return false;
}
else {
const _errs86 = errors;
for(const key7 in data39){
if(!((key7 === "workers") || (key7 === "reason"))){
validate20.errors = [{instancePath:instancePath+"/rollout/workers/blocked",schemaPath:"#/$defs/rollout/properties/workers/properties/blocked/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs86 === errors){
if(data39.workers !== undefined){
let data40 = data39.workers;
const _errs87 = errors;
if(errors === _errs87){
if(Array.isArray(data40)){
var valid16 = true;
const len5 = data40.length;
for(let i5=0; i5<len5; i5++){
const _errs89 = errors;
if(typeof data40[i5] !== "string"){
validate20.errors = [{instancePath:instancePath+"/rollout/workers/blocked/workers/" + i5,schemaPath:"#/$defs/rollout/properties/workers/properties/blocked/properties/workers/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid16 = _errs89 === errors;
if(!valid16){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/rollout/workers/blocked/workers",schemaPath:"#/$defs/rollout/properties/workers/properties/blocked/properties/workers/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid15 = _errs87 === errors;
}
else {
var valid15 = true;
}
if(valid15){
if(data39.reason !== undefined){
const _errs91 = errors;
if(typeof data39.reason !== "string"){
validate20.errors = [{instancePath:instancePath+"/rollout/workers/blocked/reason",schemaPath:"#/$defs/rollout/properties/workers/properties/blocked/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid15 = _errs91 === errors;
}
else {
var valid15 = true;
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/rollout/workers/blocked",schemaPath:"#/$defs/rollout/properties/workers/properties/blocked/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid12 = _errs84 === errors;
}
else {
var valid12 = true;
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
validate20.errors = [{instancePath:instancePath+"/rollout/workers",schemaPath:"#/$defs/rollout/properties/workers/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid11 = _errs65 === errors;
}
else {
var valid11 = true;
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/rollout",schemaPath:"#/$defs/rollout/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs59 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.changes !== undefined){
let data43 = data.changes;
const _errs93 = errors;
if(errors === _errs93){
if(Array.isArray(data43)){
var valid17 = true;
const len6 = data43.length;
for(let i6=0; i6<len6; i6++){
const _errs95 = errors;
if(!(validate27(data43[i6], {instancePath:instancePath+"/changes/" + i6,parentData:data43,parentDataProperty:i6,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
var valid17 = _errs95 === errors;
if(!valid17){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/changes",schemaPath:"#/properties/changes/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs93 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.steps !== undefined){
let data45 = data.steps;
const _errs96 = errors;
if(errors === _errs96){
if(Array.isArray(data45)){
var valid18 = true;
const len7 = data45.length;
for(let i7=0; i7<len7; i7++){
const _errs98 = errors;
if(!(validate31(data45[i7], {instancePath:instancePath+"/steps/" + i7,parentData:data45,parentDataProperty:i7,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
var valid18 = _errs98 === errors;
if(!valid18){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/steps",schemaPath:"#/properties/steps/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs96 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.rollbacks !== undefined){
let data47 = data.rollbacks;
const _errs99 = errors;
if(errors === _errs99){
if(Array.isArray(data47)){
var valid19 = true;
const len8 = data47.length;
for(let i8=0; i8<len8; i8++){
const _errs101 = errors;
if(!(validate75(data47[i8], {instancePath:instancePath+"/rollbacks/" + i8,parentData:data47,parentDataProperty:i8,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate75.errors : vErrors.concat(validate75.errors);
errors = vErrors.length;
}
var valid19 = _errs101 === errors;
if(!valid19){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/rollbacks",schemaPath:"#/properties/rollbacks/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs99 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.diagnostics !== undefined){
let data49 = data.diagnostics;
const _errs102 = errors;
if(errors === _errs102){
if(Array.isArray(data49)){
var valid20 = true;
const len9 = data49.length;
for(let i9=0; i9<len9; i9++){
const _errs104 = errors;
if(!(validate78(data49[i9], {instancePath:instancePath+"/diagnostics/" + i9,parentData:data49,parentDataProperty:i9,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate78.errors : vErrors.concat(validate78.errors);
errors = vErrors.length;
}
var valid20 = _errs104 === errors;
if(!valid20){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/diagnostics",schemaPath:"#/properties/diagnostics/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs102 === errors;
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

