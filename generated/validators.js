// Made by da-compile 0.1.0 from pipelines.da. Do not edit.

/** Tells of a validator why the value was refused, with the path from the event. */
function wrong(event, path, type) {
  event.errors = type.errors.map((error) => ({ ...error, instancePath: path + error.instancePath }));
  return false;
}

function missing(event, name) {
  const message = `must have required property '${name}'`;
  event.errors = [{ instancePath: "", schemaPath: "#/required", keyword: "required", params: { missingProperty: name }, message }];
  return false;
}

function isObject(event, data) {
  if (typeof data === "object" && data !== null && !Array.isArray(data)) return true;
  event.errors = [{ instancePath: "", schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }];
  return false;
}


const isString = validate0;
const schema0 = {"type":"string","minLength":1,"maxLength":64,"$id":"isString"};

function validate0(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isString" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(typeof data === "string"){
if(data.length > 64){
validate0.errors = [{instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data.length < 1){
validate0.errors = [{instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
else {
validate0.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
validate0.errors = vErrors;
return errors === 0;
}

const isString2 = validate1;
const schema1 = {"type":"string","$id":"isString2"};

function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isString2" */;
let vErrors = null;
let errors = 0;
if(typeof data !== "string"){
validate1.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
validate1.errors = vErrors;
return errors === 0;
}

const isOneOf = validate2;
const schema2 = {"enum":["collection","collection-external","assessment","assessment-external","offline-activity"],"$id":"isOneOf"};

function validate2(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isOneOf" */;
let vErrors = null;
let errors = 0;
if(!(((((data === "collection") || (data === "collection-external")) || (data === "assessment")) || (data === "assessment-external")) || (data === "offline-activity"))){
validate2.errors = [{instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema2.enum},message:"must be equal to one of the allowed values"}];
return false;
}
validate2.errors = vErrors;
return errors === 0;
}

const isArray = validate3;
const schema3 = {"type":"array","items":{"type":"string","minLength":1,"maxLength":64},"$id":"isArray"};

function validate3(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isArray" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(Array.isArray(data)){
var valid0 = true;
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
const _errs1 = errors;
if(errors === _errs1){
if(typeof data0 === "string"){
if(data0.length > 64){
validate3.errors = [{instancePath:instancePath+"/" + i0,schemaPath:"#/items/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data0.length < 1){
validate3.errors = [{instancePath:instancePath+"/" + i0,schemaPath:"#/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
else {
validate3.errors = [{instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs1 === errors;
if(!valid0){
break;
}
}
}
else {
validate3.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
validate3.errors = vErrors;
return errors === 0;
}

const isBoolean = validate4;
const schema4 = {"type":"boolean","$id":"isBoolean"};

function validate4(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isBoolean" */;
let vErrors = null;
let errors = 0;
if(typeof data !== "boolean"){
validate4.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
validate4.errors = vErrors;
return errors === 0;
}

const isInteger = validate5;
const schema5 = {"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991,"$id":"isInteger"};

function validate5(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isInteger" */;
let vErrors = null;
let errors = 0;
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
validate5.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === 0){
if((typeof data == "number") && (isFinite(data))){
if(data > 9007199254740991 || isNaN(data)){
validate5.errors = [{instancePath,schemaPath:"#/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data < -9007199254740991 || isNaN(data)){
validate5.errors = [{instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
validate5.errors = vErrors;
return errors === 0;
}

const isArray2 = validate6;
const schema6 = {"type":"array","items":{"type":"object","required":["level","id","title","items"],"properties":{"level":{"enum":["unit","lesson"]},"id":{"type":"string","minLength":1,"maxLength":64},"title":{"type":"string"},"items":{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991}}},"$id":"isArray2"};

function validate6(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isArray2" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(Array.isArray(data)){
var valid0 = true;
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
const _errs1 = errors;
if(errors === _errs1){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
let missing0;
if(((((data0.level === undefined) && (missing0 = "level")) || ((data0.id === undefined) && (missing0 = "id"))) || ((data0.title === undefined) && (missing0 = "title"))) || ((data0.items === undefined) && (missing0 = "items"))){
validate6.errors = [{instancePath:instancePath+"/" + i0,schemaPath:"#/items/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
if(data0.level !== undefined){
let data1 = data0.level;
const _errs3 = errors;
if(!((data1 === "unit") || (data1 === "lesson"))){
validate6.errors = [{instancePath:instancePath+"/" + i0+"/level",schemaPath:"#/items/properties/level/enum",keyword:"enum",params:{allowedValues: schema6.items.properties.level.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid1 = _errs3 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.id !== undefined){
let data2 = data0.id;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data2 === "string"){
if(data2.length > 64){
validate6.errors = [{instancePath:instancePath+"/" + i0+"/id",schemaPath:"#/items/properties/id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data2.length < 1){
validate6.errors = [{instancePath:instancePath+"/" + i0+"/id",schemaPath:"#/items/properties/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
else {
validate6.errors = [{instancePath:instancePath+"/" + i0+"/id",schemaPath:"#/items/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs4 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.title !== undefined){
const _errs6 = errors;
if(typeof data0.title !== "string"){
validate6.errors = [{instancePath:instancePath+"/" + i0+"/title",schemaPath:"#/items/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid1 = _errs6 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.items !== undefined){
let data4 = data0.items;
const _errs8 = errors;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
validate6.errors = [{instancePath:instancePath+"/" + i0+"/items",schemaPath:"#/items/properties/items/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs8){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 9007199254740991 || isNaN(data4)){
validate6.errors = [{instancePath:instancePath+"/" + i0+"/items",schemaPath:"#/items/properties/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data4 < -9007199254740991 || isNaN(data4)){
validate6.errors = [{instancePath:instancePath+"/" + i0+"/items",schemaPath:"#/items/properties/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid1 = _errs8 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
}
else {
validate6.errors = [{instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs1 === errors;
if(!valid0){
break;
}
}
}
else {
validate6.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
validate6.errors = vErrors;
return errors === 0;
}

const isOneOf2 = validate7;
const schema7 = {"enum":["class","school","district"],"$id":"isOneOf2"};

function validate7(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isOneOf2" */;
let vErrors = null;
let errors = 0;
if(!(((data === "class") || (data === "school")) || (data === "district"))){
validate7.errors = [{instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema7.enum},message:"must be equal to one of the allowed values"}];
return false;
}
validate7.errors = vErrors;
return errors === 0;
}

const isStringOrNull = validate8;
const schema8 = {"type":["string","null"],"minLength":1,"maxLength":64,"$id":"isStringOrNull"};

function validate8(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isStringOrNull" */;
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (data !== null)){
validate8.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema8.type},message:"must be string,null"}];
return false;
}
if(errors === 0){
if(typeof data === "string"){
if(data.length > 64){
validate8.errors = [{instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data.length < 1){
validate8.errors = [{instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
}
validate8.errors = vErrors;
return errors === 0;
}

const isRecordContext = validate9;
const schema9 = {"$ref":"record-Context","$id":"isRecordContext"};
const schema10 = {"type":"object","required":["classId","courseId","unitId","lessonId","sessionId","pathId","pathType","source"],"properties":{"classId":{"type":["string","null"],"minLength":1,"maxLength":64},"courseId":{"type":["string","null"],"minLength":1,"maxLength":64},"unitId":{"type":["string","null"],"minLength":1,"maxLength":64},"lessonId":{"type":["string","null"],"minLength":1,"maxLength":64},"sessionId":{"type":"string","minLength":1,"maxLength":64},"pathId":{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991},"pathType":{"type":["string","null"]},"source":{"type":["string","null"]}},"$id":"record-Context"};

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="record-Context" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((((data.classId === undefined) && (missing0 = "classId")) || ((data.courseId === undefined) && (missing0 = "courseId"))) || ((data.unitId === undefined) && (missing0 = "unitId"))) || ((data.lessonId === undefined) && (missing0 = "lessonId"))) || ((data.sessionId === undefined) && (missing0 = "sessionId"))) || ((data.pathId === undefined) && (missing0 = "pathId"))) || ((data.pathType === undefined) && (missing0 = "pathType"))) || ((data.source === undefined) && (missing0 = "source"))){
validate10.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
if(data.classId !== undefined){
let data0 = data.classId;
const _errs1 = errors;
if((typeof data0 !== "string") && (data0 !== null)){
validate10.errors = [{instancePath:instancePath+"/classId",schemaPath:"#/properties/classId/type",keyword:"type",params:{type: schema10.properties.classId.type},message:"must be string,null"}];
return false;
}
if(errors === _errs1){
if(typeof data0 === "string"){
if(data0.length > 64){
validate10.errors = [{instancePath:instancePath+"/classId",schemaPath:"#/properties/classId/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data0.length < 1){
validate10.errors = [{instancePath:instancePath+"/classId",schemaPath:"#/properties/classId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.courseId !== undefined){
let data1 = data.courseId;
const _errs3 = errors;
if((typeof data1 !== "string") && (data1 !== null)){
validate10.errors = [{instancePath:instancePath+"/courseId",schemaPath:"#/properties/courseId/type",keyword:"type",params:{type: schema10.properties.courseId.type},message:"must be string,null"}];
return false;
}
if(errors === _errs3){
if(typeof data1 === "string"){
if(data1.length > 64){
validate10.errors = [{instancePath:instancePath+"/courseId",schemaPath:"#/properties/courseId/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data1.length < 1){
validate10.errors = [{instancePath:instancePath+"/courseId",schemaPath:"#/properties/courseId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.unitId !== undefined){
let data2 = data.unitId;
const _errs5 = errors;
if((typeof data2 !== "string") && (data2 !== null)){
validate10.errors = [{instancePath:instancePath+"/unitId",schemaPath:"#/properties/unitId/type",keyword:"type",params:{type: schema10.properties.unitId.type},message:"must be string,null"}];
return false;
}
if(errors === _errs5){
if(typeof data2 === "string"){
if(data2.length > 64){
validate10.errors = [{instancePath:instancePath+"/unitId",schemaPath:"#/properties/unitId/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data2.length < 1){
validate10.errors = [{instancePath:instancePath+"/unitId",schemaPath:"#/properties/unitId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.lessonId !== undefined){
let data3 = data.lessonId;
const _errs7 = errors;
if((typeof data3 !== "string") && (data3 !== null)){
validate10.errors = [{instancePath:instancePath+"/lessonId",schemaPath:"#/properties/lessonId/type",keyword:"type",params:{type: schema10.properties.lessonId.type},message:"must be string,null"}];
return false;
}
if(errors === _errs7){
if(typeof data3 === "string"){
if(data3.length > 64){
validate10.errors = [{instancePath:instancePath+"/lessonId",schemaPath:"#/properties/lessonId/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data3.length < 1){
validate10.errors = [{instancePath:instancePath+"/lessonId",schemaPath:"#/properties/lessonId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.sessionId !== undefined){
let data4 = data.sessionId;
const _errs9 = errors;
if(errors === _errs9){
if(typeof data4 === "string"){
if(data4.length > 64){
validate10.errors = [{instancePath:instancePath+"/sessionId",schemaPath:"#/properties/sessionId/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data4.length < 1){
validate10.errors = [{instancePath:instancePath+"/sessionId",schemaPath:"#/properties/sessionId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/sessionId",schemaPath:"#/properties/sessionId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.pathId !== undefined){
let data5 = data.pathId;
const _errs11 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
validate10.errors = [{instancePath:instancePath+"/pathId",schemaPath:"#/properties/pathId/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs11){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 9007199254740991 || isNaN(data5)){
validate10.errors = [{instancePath:instancePath+"/pathId",schemaPath:"#/properties/pathId/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data5 < -9007199254740991 || isNaN(data5)){
validate10.errors = [{instancePath:instancePath+"/pathId",schemaPath:"#/properties/pathId/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.pathType !== undefined){
let data6 = data.pathType;
const _errs13 = errors;
if((typeof data6 !== "string") && (data6 !== null)){
validate10.errors = [{instancePath:instancePath+"/pathType",schemaPath:"#/properties/pathType/type",keyword:"type",params:{type: schema10.properties.pathType.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.source !== undefined){
let data7 = data.source;
const _errs15 = errors;
if((typeof data7 !== "string") && (data7 !== null)){
validate10.errors = [{instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: schema10.properties.source.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs15 === errors;
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
validate10.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate10.errors = vErrors;
return errors === 0;
}


function validate9(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isRecordContext" */;
let vErrors = null;
let errors = 0;
if(!(validate10(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate10.errors : vErrors.concat(validate10.errors);
errors = vErrors.length;
}
validate9.errors = vErrors;
return errors === 0;
}

const isObject2 = validate12;
const schema11 = {"type":"object","required":["timespent"],"properties":{"timespent":{"type":"number"}},"$id":"isObject2"};

function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isObject2" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.timespent === undefined) && (missing0 = "timespent")){
validate12.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
if(data.timespent !== undefined){
let data0 = data.timespent;
if(!((typeof data0 == "number") && (isFinite(data0)))){
validate12.errors = [{instancePath:instancePath+"/timespent",schemaPath:"#/properties/timespent/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
}
}
else {
validate12.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate12.errors = vErrors;
return errors === 0;
}

const isObject3 = validate13;
const schema12 = {"type":"object","required":["view"],"properties":{"view":{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991}},"$id":"isObject3"};

function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isObject3" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.view === undefined) && (missing0 = "view")){
validate13.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
if(data.view !== undefined){
let data0 = data.view;
const _errs1 = errors;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
validate13.errors = [{instancePath:instancePath+"/view",schemaPath:"#/properties/view/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs1){
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 9007199254740991 || isNaN(data0)){
validate13.errors = [{instancePath:instancePath+"/view",schemaPath:"#/properties/view/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data0 < -9007199254740991 || isNaN(data0)){
validate13.errors = [{instancePath:instancePath+"/view",schemaPath:"#/properties/view/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
}
}
}
else {
validate13.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate13.errors = vErrors;
return errors === 0;
}

const isObject4 = validate14;
const schema13 = {"type":"object","required":["score"],"properties":{"score":{"type":["number","null"]}},"$id":"isObject4"};

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isObject4" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.score === undefined) && (missing0 = "score")){
validate14.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
if(data.score !== undefined){
let data0 = data.score;
if((!((typeof data0 == "number") && (isFinite(data0)))) && (data0 !== null)){
validate14.errors = [{instancePath:instancePath+"/score",schemaPath:"#/properties/score/type",keyword:"type",params:{type: schema13.properties.score.type},message:"must be number,null"}];
return false;
}
}
}
}
else {
validate14.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate14.errors = vErrors;
return errors === 0;
}

const isRecordHistory = validate15;
const schema14 = {"$ref":"record-History","$id":"isRecordHistory"};
const schema15 = {"type":"object","required":["previous","best","attempts","timespent"],"properties":{"previous":{"type":["number","null"]},"best":{"type":["number","null"]},"attempts":{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991},"timespent":{"type":"number"}},"$id":"record-History"};

function validate16(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="record-History" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((data.previous === undefined) && (missing0 = "previous")) || ((data.best === undefined) && (missing0 = "best"))) || ((data.attempts === undefined) && (missing0 = "attempts"))) || ((data.timespent === undefined) && (missing0 = "timespent"))){
validate16.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
if(data.previous !== undefined){
let data0 = data.previous;
const _errs1 = errors;
if((!((typeof data0 == "number") && (isFinite(data0)))) && (data0 !== null)){
validate16.errors = [{instancePath:instancePath+"/previous",schemaPath:"#/properties/previous/type",keyword:"type",params:{type: schema15.properties.previous.type},message:"must be number,null"}];
return false;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.best !== undefined){
let data1 = data.best;
const _errs3 = errors;
if((!((typeof data1 == "number") && (isFinite(data1)))) && (data1 !== null)){
validate16.errors = [{instancePath:instancePath+"/best",schemaPath:"#/properties/best/type",keyword:"type",params:{type: schema15.properties.best.type},message:"must be number,null"}];
return false;
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.attempts !== undefined){
let data2 = data.attempts;
const _errs5 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate16.errors = [{instancePath:instancePath+"/attempts",schemaPath:"#/properties/attempts/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs5){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 9007199254740991 || isNaN(data2)){
validate16.errors = [{instancePath:instancePath+"/attempts",schemaPath:"#/properties/attempts/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data2 < -9007199254740991 || isNaN(data2)){
validate16.errors = [{instancePath:instancePath+"/attempts",schemaPath:"#/properties/attempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.timespent !== undefined){
let data3 = data.timespent;
const _errs7 = errors;
if(!((typeof data3 == "number") && (isFinite(data3)))){
validate16.errors = [{instancePath:instancePath+"/timespent",schemaPath:"#/properties/timespent/type",keyword:"type",params:{type: "number"},message:"must be number"}];
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
validate16.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate16.errors = vErrors;
return errors === 0;
}


function validate15(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isRecordHistory" */;
let vErrors = null;
let errors = 0;
if(!(validate16(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate16.errors : vErrors.concat(validate16.errors);
errors = vErrors.length;
}
validate15.errors = vErrors;
return errors === 0;
}

const isObject5 = validate18;
const schema16 = {"type":"object","required":["reaction"],"properties":{"reaction":{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991}},"$id":"isObject5"};

function validate18(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isObject5" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.reaction === undefined) && (missing0 = "reaction")){
validate18.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
if(data.reaction !== undefined){
let data0 = data.reaction;
const _errs1 = errors;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
validate18.errors = [{instancePath:instancePath+"/reaction",schemaPath:"#/properties/reaction/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs1){
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 9007199254740991 || isNaN(data0)){
validate18.errors = [{instancePath:instancePath+"/reaction",schemaPath:"#/properties/reaction/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data0 < -9007199254740991 || isNaN(data0)){
validate18.errors = [{instancePath:instancePath+"/reaction",schemaPath:"#/properties/reaction/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
}
}
}
else {
validate18.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate18.errors = vErrors;
return errors === 0;
}

const isIntegerOrNull = validate19;
const schema17 = {"type":["integer","null"],"minimum":-9007199254740991,"maximum":9007199254740991,"$id":"isIntegerOrNull"};

function validate19(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isIntegerOrNull" */;
let vErrors = null;
let errors = 0;
if((!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))) && (data !== null)){
validate19.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema17.type},message:"must be integer,null"}];
return false;
}
if(errors === 0){
if((typeof data == "number") && (isFinite(data))){
if(data > 9007199254740991 || isNaN(data)){
validate19.errors = [{instancePath,schemaPath:"#/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data < -9007199254740991 || isNaN(data)){
validate19.errors = [{instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
validate19.errors = vErrors;
return errors === 0;
}

const isNumberOrString = validate20;
const schema18 = {"type":["number","string"],"$id":"isNumberOrString"};

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isNumberOrString" */;
let vErrors = null;
let errors = 0;
if((!((typeof data == "number") && (isFinite(data)))) && (typeof data !== "string")){
validate20.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema18.type},message:"must be number,string"}];
return false;
}
validate20.errors = vErrors;
return errors === 0;
}

const isObject6 = validate21;
const schema19 = {"type":"object","properties":{"cls":{"type":["string","null"],"minLength":1,"maxLength":64},"crs":{"type":["string","null"],"minLength":1,"maxLength":64},"unt":{"type":["string","null"],"minLength":1,"maxLength":64},"lsn":{"type":["string","null"],"minLength":1,"maxLength":64}},"$id":"isObject6"};

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isObject6" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.cls !== undefined){
let data0 = data.cls;
const _errs1 = errors;
if((typeof data0 !== "string") && (data0 !== null)){
validate21.errors = [{instancePath:instancePath+"/cls",schemaPath:"#/properties/cls/type",keyword:"type",params:{type: schema19.properties.cls.type},message:"must be string,null"}];
return false;
}
if(errors === _errs1){
if(typeof data0 === "string"){
if(data0.length > 64){
validate21.errors = [{instancePath:instancePath+"/cls",schemaPath:"#/properties/cls/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data0.length < 1){
validate21.errors = [{instancePath:instancePath+"/cls",schemaPath:"#/properties/cls/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.crs !== undefined){
let data1 = data.crs;
const _errs3 = errors;
if((typeof data1 !== "string") && (data1 !== null)){
validate21.errors = [{instancePath:instancePath+"/crs",schemaPath:"#/properties/crs/type",keyword:"type",params:{type: schema19.properties.crs.type},message:"must be string,null"}];
return false;
}
if(errors === _errs3){
if(typeof data1 === "string"){
if(data1.length > 64){
validate21.errors = [{instancePath:instancePath+"/crs",schemaPath:"#/properties/crs/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data1.length < 1){
validate21.errors = [{instancePath:instancePath+"/crs",schemaPath:"#/properties/crs/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.unt !== undefined){
let data2 = data.unt;
const _errs5 = errors;
if((typeof data2 !== "string") && (data2 !== null)){
validate21.errors = [{instancePath:instancePath+"/unt",schemaPath:"#/properties/unt/type",keyword:"type",params:{type: schema19.properties.unt.type},message:"must be string,null"}];
return false;
}
if(errors === _errs5){
if(typeof data2 === "string"){
if(data2.length > 64){
validate21.errors = [{instancePath:instancePath+"/unt",schemaPath:"#/properties/unt/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data2.length < 1){
validate21.errors = [{instancePath:instancePath+"/unt",schemaPath:"#/properties/unt/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.lsn !== undefined){
let data3 = data.lsn;
const _errs7 = errors;
if((typeof data3 !== "string") && (data3 !== null)){
validate21.errors = [{instancePath:instancePath+"/lsn",schemaPath:"#/properties/lsn/type",keyword:"type",params:{type: schema19.properties.lsn.type},message:"must be string,null"}];
return false;
}
if(errors === _errs7){
if(typeof data3 === "string"){
if(data3.length > 64){
validate21.errors = [{instancePath:instancePath+"/lsn",schemaPath:"#/properties/lsn/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data3.length < 1){
validate21.errors = [{instancePath:instancePath+"/lsn",schemaPath:"#/properties/lsn/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
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
else {
validate21.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate21.errors = vErrors;
return errors === 0;
}

const isOneOf3 = validate22;
const schema20 = {"enum":["v","w","i","p","t","a","q"],"$id":"isOneOf3"};

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isOneOf3" */;
let vErrors = null;
let errors = 0;
if(!(((((((data === "v") || (data === "w")) || (data === "i")) || (data === "p")) || (data === "t")) || (data === "a")) || (data === "q"))){
validate22.errors = [{instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema20.enum},message:"must be equal to one of the allowed values"}];
return false;
}
validate22.errors = vErrors;
return errors === 0;
}

const isBooleanOrString = validate23;
const schema21 = {"type":["boolean","string"],"$id":"isBooleanOrString"};

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isBooleanOrString" */;
let vErrors = null;
let errors = 0;
if((typeof data !== "boolean") && (typeof data !== "string")){
validate23.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema21.type},message:"must be boolean,string"}];
return false;
}
validate23.errors = vErrors;
return errors === 0;
}

const isNumber = validate24;
const schema22 = {"type":"number","$id":"isNumber"};

function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isNumber" */;
let vErrors = null;
let errors = 0;
if(!((typeof data == "number") && (isFinite(data)))){
validate24.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
validate24.errors = vErrors;
return errors === 0;
}

const isObject7 = validate25;
const schema23 = {"type":"object","required":["gooruUId"],"properties":{"gooruUId":{"type":"string","minLength":1,"maxLength":64}},"$id":"isObject7"};

function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isObject7" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.gooruUId === undefined) && (missing0 = "gooruUId")){
validate25.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
if(data.gooruUId !== undefined){
let data0 = data.gooruUId;
const _errs1 = errors;
if(errors === _errs1){
if(typeof data0 === "string"){
if(data0.length > 64){
validate25.errors = [{instancePath:instancePath+"/gooruUId",schemaPath:"#/properties/gooruUId/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data0.length < 1){
validate25.errors = [{instancePath:instancePath+"/gooruUId",schemaPath:"#/properties/gooruUId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
else {
validate25.errors = [{instancePath:instancePath+"/gooruUId",schemaPath:"#/properties/gooruUId/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
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

const isObject8 = validate26;
const schema24 = {"type":"object","properties":{"sessionId":{"type":["string","null"],"minLength":1,"maxLength":64}},"$id":"isObject8"};

function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isObject8" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.sessionId !== undefined){
let data0 = data.sessionId;
const _errs1 = errors;
if((typeof data0 !== "string") && (data0 !== null)){
validate26.errors = [{instancePath:instancePath+"/sessionId",schemaPath:"#/properties/sessionId/type",keyword:"type",params:{type: schema24.properties.sessionId.type},message:"must be string,null"}];
return false;
}
if(errors === _errs1){
if(typeof data0 === "string"){
if(data0.length > 64){
validate26.errors = [{instancePath:instancePath+"/sessionId",schemaPath:"#/properties/sessionId/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data0.length < 1){
validate26.errors = [{instancePath:instancePath+"/sessionId",schemaPath:"#/properties/sessionId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
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

const isRecordWebContext = validate27;
const schema25 = {"$ref":"record-WebContext","$id":"isRecordWebContext"};
const schema26 = {"type":"object","properties":{"type":{"type":["string","null"]},"contentGooruId":{"type":["string","null"],"minLength":1,"maxLength":64},"parentGooruId":{"type":["string","null"],"minLength":1,"maxLength":64},"parentEventId":{"type":["string","null"],"minLength":1,"maxLength":64},"resourceType":{"type":["string","null"]},"classGooruId":{"type":["string","null"],"minLength":1,"maxLength":64},"courseGooruId":{"type":["string","null"],"minLength":1,"maxLength":64},"unitGooruId":{"type":["string","null"],"minLength":1,"maxLength":64},"lessonGooruId":{"type":["string","null"],"minLength":1,"maxLength":64},"tenantId":{"type":["string","null"]},"partnerId":{"type":["string","null"]},"pathType":{"type":["string","null"]},"contentSource":{"type":["string","null"]},"collectionType":{"enum":["collection","collection-external","assessment","assessment-external","offline-activity",null]},"questionCount":{"type":["number","string","null"]},"pathId":{"type":["number","string","null"]},"reactionType":{"type":["number","string","null"]}},"$id":"record-WebContext"};

function validate28(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="record-WebContext" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type !== undefined){
let data0 = data.type;
const _errs1 = errors;
if((typeof data0 !== "string") && (data0 !== null)){
validate28.errors = [{instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: schema26.properties.type.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.contentGooruId !== undefined){
let data1 = data.contentGooruId;
const _errs3 = errors;
if((typeof data1 !== "string") && (data1 !== null)){
validate28.errors = [{instancePath:instancePath+"/contentGooruId",schemaPath:"#/properties/contentGooruId/type",keyword:"type",params:{type: schema26.properties.contentGooruId.type},message:"must be string,null"}];
return false;
}
if(errors === _errs3){
if(typeof data1 === "string"){
if(data1.length > 64){
validate28.errors = [{instancePath:instancePath+"/contentGooruId",schemaPath:"#/properties/contentGooruId/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data1.length < 1){
validate28.errors = [{instancePath:instancePath+"/contentGooruId",schemaPath:"#/properties/contentGooruId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.parentGooruId !== undefined){
let data2 = data.parentGooruId;
const _errs5 = errors;
if((typeof data2 !== "string") && (data2 !== null)){
validate28.errors = [{instancePath:instancePath+"/parentGooruId",schemaPath:"#/properties/parentGooruId/type",keyword:"type",params:{type: schema26.properties.parentGooruId.type},message:"must be string,null"}];
return false;
}
if(errors === _errs5){
if(typeof data2 === "string"){
if(data2.length > 64){
validate28.errors = [{instancePath:instancePath+"/parentGooruId",schemaPath:"#/properties/parentGooruId/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data2.length < 1){
validate28.errors = [{instancePath:instancePath+"/parentGooruId",schemaPath:"#/properties/parentGooruId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.parentEventId !== undefined){
let data3 = data.parentEventId;
const _errs7 = errors;
if((typeof data3 !== "string") && (data3 !== null)){
validate28.errors = [{instancePath:instancePath+"/parentEventId",schemaPath:"#/properties/parentEventId/type",keyword:"type",params:{type: schema26.properties.parentEventId.type},message:"must be string,null"}];
return false;
}
if(errors === _errs7){
if(typeof data3 === "string"){
if(data3.length > 64){
validate28.errors = [{instancePath:instancePath+"/parentEventId",schemaPath:"#/properties/parentEventId/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data3.length < 1){
validate28.errors = [{instancePath:instancePath+"/parentEventId",schemaPath:"#/properties/parentEventId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.resourceType !== undefined){
let data4 = data.resourceType;
const _errs9 = errors;
if((typeof data4 !== "string") && (data4 !== null)){
validate28.errors = [{instancePath:instancePath+"/resourceType",schemaPath:"#/properties/resourceType/type",keyword:"type",params:{type: schema26.properties.resourceType.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.classGooruId !== undefined){
let data5 = data.classGooruId;
const _errs11 = errors;
if((typeof data5 !== "string") && (data5 !== null)){
validate28.errors = [{instancePath:instancePath+"/classGooruId",schemaPath:"#/properties/classGooruId/type",keyword:"type",params:{type: schema26.properties.classGooruId.type},message:"must be string,null"}];
return false;
}
if(errors === _errs11){
if(typeof data5 === "string"){
if(data5.length > 64){
validate28.errors = [{instancePath:instancePath+"/classGooruId",schemaPath:"#/properties/classGooruId/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data5.length < 1){
validate28.errors = [{instancePath:instancePath+"/classGooruId",schemaPath:"#/properties/classGooruId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.courseGooruId !== undefined){
let data6 = data.courseGooruId;
const _errs13 = errors;
if((typeof data6 !== "string") && (data6 !== null)){
validate28.errors = [{instancePath:instancePath+"/courseGooruId",schemaPath:"#/properties/courseGooruId/type",keyword:"type",params:{type: schema26.properties.courseGooruId.type},message:"must be string,null"}];
return false;
}
if(errors === _errs13){
if(typeof data6 === "string"){
if(data6.length > 64){
validate28.errors = [{instancePath:instancePath+"/courseGooruId",schemaPath:"#/properties/courseGooruId/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data6.length < 1){
validate28.errors = [{instancePath:instancePath+"/courseGooruId",schemaPath:"#/properties/courseGooruId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.unitGooruId !== undefined){
let data7 = data.unitGooruId;
const _errs15 = errors;
if((typeof data7 !== "string") && (data7 !== null)){
validate28.errors = [{instancePath:instancePath+"/unitGooruId",schemaPath:"#/properties/unitGooruId/type",keyword:"type",params:{type: schema26.properties.unitGooruId.type},message:"must be string,null"}];
return false;
}
if(errors === _errs15){
if(typeof data7 === "string"){
if(data7.length > 64){
validate28.errors = [{instancePath:instancePath+"/unitGooruId",schemaPath:"#/properties/unitGooruId/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data7.length < 1){
validate28.errors = [{instancePath:instancePath+"/unitGooruId",schemaPath:"#/properties/unitGooruId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
}
var valid0 = _errs15 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.lessonGooruId !== undefined){
let data8 = data.lessonGooruId;
const _errs17 = errors;
if((typeof data8 !== "string") && (data8 !== null)){
validate28.errors = [{instancePath:instancePath+"/lessonGooruId",schemaPath:"#/properties/lessonGooruId/type",keyword:"type",params:{type: schema26.properties.lessonGooruId.type},message:"must be string,null"}];
return false;
}
if(errors === _errs17){
if(typeof data8 === "string"){
if(data8.length > 64){
validate28.errors = [{instancePath:instancePath+"/lessonGooruId",schemaPath:"#/properties/lessonGooruId/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(data8.length < 1){
validate28.errors = [{instancePath:instancePath+"/lessonGooruId",schemaPath:"#/properties/lessonGooruId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
}
}
var valid0 = _errs17 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.tenantId !== undefined){
let data9 = data.tenantId;
const _errs19 = errors;
if((typeof data9 !== "string") && (data9 !== null)){
validate28.errors = [{instancePath:instancePath+"/tenantId",schemaPath:"#/properties/tenantId/type",keyword:"type",params:{type: schema26.properties.tenantId.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs19 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.partnerId !== undefined){
let data10 = data.partnerId;
const _errs21 = errors;
if((typeof data10 !== "string") && (data10 !== null)){
validate28.errors = [{instancePath:instancePath+"/partnerId",schemaPath:"#/properties/partnerId/type",keyword:"type",params:{type: schema26.properties.partnerId.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs21 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.pathType !== undefined){
let data11 = data.pathType;
const _errs23 = errors;
if((typeof data11 !== "string") && (data11 !== null)){
validate28.errors = [{instancePath:instancePath+"/pathType",schemaPath:"#/properties/pathType/type",keyword:"type",params:{type: schema26.properties.pathType.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs23 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.contentSource !== undefined){
let data12 = data.contentSource;
const _errs25 = errors;
if((typeof data12 !== "string") && (data12 !== null)){
validate28.errors = [{instancePath:instancePath+"/contentSource",schemaPath:"#/properties/contentSource/type",keyword:"type",params:{type: schema26.properties.contentSource.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs25 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.collectionType !== undefined){
let data13 = data.collectionType;
const _errs27 = errors;
if(!((((((data13 === "collection") || (data13 === "collection-external")) || (data13 === "assessment")) || (data13 === "assessment-external")) || (data13 === "offline-activity")) || (data13 === null))){
validate28.errors = [{instancePath:instancePath+"/collectionType",schemaPath:"#/properties/collectionType/enum",keyword:"enum",params:{allowedValues: schema26.properties.collectionType.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs27 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.questionCount !== undefined){
let data14 = data.questionCount;
const _errs28 = errors;
if(((!((typeof data14 == "number") && (isFinite(data14)))) && (typeof data14 !== "string")) && (data14 !== null)){
validate28.errors = [{instancePath:instancePath+"/questionCount",schemaPath:"#/properties/questionCount/type",keyword:"type",params:{type: schema26.properties.questionCount.type},message:"must be number,string,null"}];
return false;
}
var valid0 = _errs28 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.pathId !== undefined){
let data15 = data.pathId;
const _errs30 = errors;
if(((!((typeof data15 == "number") && (isFinite(data15)))) && (typeof data15 !== "string")) && (data15 !== null)){
validate28.errors = [{instancePath:instancePath+"/pathId",schemaPath:"#/properties/pathId/type",keyword:"type",params:{type: schema26.properties.pathId.type},message:"must be number,string,null"}];
return false;
}
var valid0 = _errs30 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reactionType !== undefined){
let data16 = data.reactionType;
const _errs32 = errors;
if(((!((typeof data16 == "number") && (isFinite(data16)))) && (typeof data16 !== "string")) && (data16 !== null)){
validate28.errors = [{instancePath:instancePath+"/reactionType",schemaPath:"#/properties/reactionType/type",keyword:"type",params:{type: schema26.properties.reactionType.type},message:"must be number,string,null"}];
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
}
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


function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isRecordWebContext" */;
let vErrors = null;
let errors = 0;
if(!(validate28(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
validate27.errors = vErrors;
return errors === 0;
}

const isRecordWebPayload = validate30;
const schema27 = {"$ref":"record-WebPayload","$id":"isRecordWebPayload"};
const schema28 = {"type":"object","properties":{"questionType":{"type":["string","null"]},"gradingType":{"type":["string","null"]},"attemptStatus":{"type":["string","null"]},"taxonomyIds":{}},"$id":"record-WebPayload"};

function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="record-WebPayload" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.questionType !== undefined){
let data0 = data.questionType;
const _errs1 = errors;
if((typeof data0 !== "string") && (data0 !== null)){
validate31.errors = [{instancePath:instancePath+"/questionType",schemaPath:"#/properties/questionType/type",keyword:"type",params:{type: schema28.properties.questionType.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.gradingType !== undefined){
let data1 = data.gradingType;
const _errs3 = errors;
if((typeof data1 !== "string") && (data1 !== null)){
validate31.errors = [{instancePath:instancePath+"/gradingType",schemaPath:"#/properties/gradingType/type",keyword:"type",params:{type: schema28.properties.gradingType.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.attemptStatus !== undefined){
let data2 = data.attemptStatus;
const _errs5 = errors;
if((typeof data2 !== "string") && (data2 !== null)){
validate31.errors = [{instancePath:instancePath+"/attemptStatus",schemaPath:"#/properties/attemptStatus/type",keyword:"type",params:{type: schema28.properties.attemptStatus.type},message:"must be string,null"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
}
}
}
else {
validate31.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate31.errors = vErrors;
return errors === 0;
}


function validate30(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isRecordWebPayload" */;
let vErrors = null;
let errors = 0;
if(!(validate31(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
validate30.errors = vErrors;
return errors === 0;
}

const isRecordWebMetrics = validate33;
const schema29 = {"$ref":"record-WebMetrics","$id":"isRecordWebMetrics"};
const schema30 = {"type":"object","properties":{"score":{"type":["number","null"]},"timespent":{"type":["number","null"]},"maxScore":{"type":["number","null"]}},"$id":"record-WebMetrics"};

function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="record-WebMetrics" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.score !== undefined){
let data0 = data.score;
const _errs1 = errors;
if((!((typeof data0 == "number") && (isFinite(data0)))) && (data0 !== null)){
validate34.errors = [{instancePath:instancePath+"/score",schemaPath:"#/properties/score/type",keyword:"type",params:{type: schema30.properties.score.type},message:"must be number,null"}];
return false;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.timespent !== undefined){
let data1 = data.timespent;
const _errs3 = errors;
if((!((typeof data1 == "number") && (isFinite(data1)))) && (data1 !== null)){
validate34.errors = [{instancePath:instancePath+"/timespent",schemaPath:"#/properties/timespent/type",keyword:"type",params:{type: schema30.properties.timespent.type},message:"must be number,null"}];
return false;
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.maxScore !== undefined){
let data2 = data.maxScore;
const _errs5 = errors;
if((!((typeof data2 == "number") && (isFinite(data2)))) && (data2 !== null)){
validate34.errors = [{instancePath:instancePath+"/maxScore",schemaPath:"#/properties/maxScore/type",keyword:"type",params:{type: schema30.properties.maxScore.type},message:"must be number,null"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
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


function validate33(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isRecordWebMetrics" */;
let vErrors = null;
let errors = 0;
if(!(validate34(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
validate33.errors = vErrors;
return errors === 0;
}

const isObject9 = validate36;
const schema31 = {"type":"object","required":["points"],"properties":{"points":{"type":"number"}},"$id":"isObject9"};

function validate36(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isObject9" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.points === undefined) && (missing0 = "points")){
validate36.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
if(data.points !== undefined){
let data0 = data.points;
if(!((typeof data0 == "number") && (isFinite(data0)))){
validate36.errors = [{instancePath:instancePath+"/points",schemaPath:"#/properties/points/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
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

const isOneOf4 = validate37;
const schema32 = {"enum":["correct","incorrect","skipped","attempted"],"$id":"isOneOf4"};

function validate37(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isOneOf4" */;
let vErrors = null;
let errors = 0;
if(!((((data === "correct") || (data === "incorrect")) || (data === "skipped")) || (data === "attempted"))){
validate37.errors = [{instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema32.enum},message:"must be equal to one of the allowed values"}];
return false;
}
validate37.errors = vErrors;
return errors === 0;
}

const isNumber2 = validate38;
const schema33 = {"type":"number","minimum":0,"maximum":100,"$id":"isNumber2"};

function validate38(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isNumber2" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if((typeof data == "number") && (isFinite(data))){
if(data > 100 || isNaN(data)){
validate38.errors = [{instancePath,schemaPath:"#/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100"}];
return false;
}
else {
if(data < 0 || isNaN(data)){
validate38.errors = [{instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
else {
validate38.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "number"},message:"must be number"}];
return false;
}
}
validate38.errors = vErrors;
return errors === 0;
}

const isInteger2 = validate39;
const schema34 = {"type":"integer","minimum":1,"maximum":5,"$id":"isInteger2"};

function validate39(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isInteger2" */;
let vErrors = null;
let errors = 0;
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
validate39.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === 0){
if((typeof data == "number") && (isFinite(data))){
if(data > 5 || isNaN(data)){
validate39.errors = [{instancePath,schemaPath:"#/maximum",keyword:"maximum",params:{comparison: "<=", limit: 5},message:"must be <= 5"}];
return false;
}
else {
if(data < 1 || isNaN(data)){
validate39.errors = [{instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
validate39.errors = vErrors;
return errors === 0;
}

const isNumberOrNull = validate40;
const schema35 = {"type":["number","null"],"minimum":0,"maximum":100,"$id":"isNumberOrNull"};

function validate40(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isNumberOrNull" */;
let vErrors = null;
let errors = 0;
if((!((typeof data == "number") && (isFinite(data)))) && (data !== null)){
validate40.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema35.type},message:"must be number,null"}];
return false;
}
if(errors === 0){
if((typeof data == "number") && (isFinite(data))){
if(data > 100 || isNaN(data)){
validate40.errors = [{instancePath,schemaPath:"#/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100"}];
return false;
}
else {
if(data < 0 || isNaN(data)){
validate40.errors = [{instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
validate40.errors = vErrors;
return errors === 0;
}

const isNumberOrNull2 = validate41;
const schema36 = {"type":["number","null"],"$id":"isNumberOrNull2"};

function validate41(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isNumberOrNull2" */;
let vErrors = null;
let errors = 0;
if((!((typeof data == "number") && (isFinite(data)))) && (data !== null)){
validate41.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema36.type},message:"must be number,null"}];
return false;
}
validate41.errors = vErrors;
return errors === 0;
}

const isObject10 = validate42;
const schema37 = {"type":"object","required":["level"],"properties":{"level":{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991}},"$id":"isObject10"};

function validate42(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="isObject10" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.level === undefined) && (missing0 = "level")){
validate42.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
if(data.level !== undefined){
let data0 = data.level;
const _errs1 = errors;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
validate42.errors = [{instancePath:instancePath+"/level",schemaPath:"#/properties/level/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs1){
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 9007199254740991 || isNaN(data0)){
validate42.errors = [{instancePath:instancePath+"/level",schemaPath:"#/properties/level/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data0 < -9007199254740991 || isNaN(data0)){
validate42.errors = [{instancePath:instancePath+"/level",schemaPath:"#/properties/level/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
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

/** resource.published (gooru/core.da:41) */
export function resourcePublished(data) {
  if (!isObject(resourcePublished, data)) return false;
  if (data.entityId === undefined) return missing(resourcePublished, "entityId");
  if (!isString(data.entityId)) return wrong(resourcePublished, "/entityId", isString);
  if (data.changedAt === undefined) return missing(resourcePublished, "changedAt");
  if (!isString2(data.changedAt)) return wrong(resourcePublished, "/changedAt", isString2);
  if (data.title === undefined) return missing(resourcePublished, "title");
  if (!isString2(data.title)) return wrong(resourcePublished, "/title", isString2);
  if (data.type === undefined) return missing(resourcePublished, "type");
  if (!isString2(data.type)) return wrong(resourcePublished, "/type", isString2);
  if (data.subject != null && !isString2(data.subject)) return wrong(resourcePublished, "/subject", isString2);
  if (data.curatorId != null && !isString(data.curatorId)) return wrong(resourcePublished, "/curatorId", isString);
  if (data.providerId != null && !isString(data.providerId)) return wrong(resourcePublished, "/providerId", isString);
  if (data.originalId != null && !isString(data.originalId)) return wrong(resourcePublished, "/originalId", isString);
  resourcePublished.errors = null;
  return true;
}

/** resource.updated (gooru/core.da:42) */
export function resourceUpdated(data) {
  if (!isObject(resourceUpdated, data)) return false;
  if (data.entityId === undefined) return missing(resourceUpdated, "entityId");
  if (!isString(data.entityId)) return wrong(resourceUpdated, "/entityId", isString);
  if (data.changedAt === undefined) return missing(resourceUpdated, "changedAt");
  if (!isString2(data.changedAt)) return wrong(resourceUpdated, "/changedAt", isString2);
  if (data.title === undefined) return missing(resourceUpdated, "title");
  if (!isString2(data.title)) return wrong(resourceUpdated, "/title", isString2);
  if (data.type === undefined) return missing(resourceUpdated, "type");
  if (!isString2(data.type)) return wrong(resourceUpdated, "/type", isString2);
  if (data.subject != null && !isString2(data.subject)) return wrong(resourceUpdated, "/subject", isString2);
  if (data.curatorId != null && !isString(data.curatorId)) return wrong(resourceUpdated, "/curatorId", isString);
  if (data.providerId != null && !isString(data.providerId)) return wrong(resourceUpdated, "/providerId", isString);
  if (data.originalId != null && !isString(data.originalId)) return wrong(resourceUpdated, "/originalId", isString);
  resourceUpdated.errors = null;
  return true;
}

/** resource.deleted (gooru/core.da:43) */
export function resourceDeleted(data) {
  if (!isObject(resourceDeleted, data)) return false;
  if (data.entityId === undefined) return missing(resourceDeleted, "entityId");
  if (!isString(data.entityId)) return wrong(resourceDeleted, "/entityId", isString);
  if (data.changedAt === undefined) return missing(resourceDeleted, "changedAt");
  if (!isString2(data.changedAt)) return wrong(resourceDeleted, "/changedAt", isString2);
  resourceDeleted.errors = null;
  return true;
}

/** collection.published (gooru/core.da:44) */
export function collectionPublished(data) {
  if (!isObject(collectionPublished, data)) return false;
  if (data.entityId === undefined) return missing(collectionPublished, "entityId");
  if (!isString(data.entityId)) return wrong(collectionPublished, "/entityId", isString);
  if (data.changedAt === undefined) return missing(collectionPublished, "changedAt");
  if (!isString2(data.changedAt)) return wrong(collectionPublished, "/changedAt", isString2);
  if (data.title === undefined) return missing(collectionPublished, "title");
  if (!isString2(data.title)) return wrong(collectionPublished, "/title", isString2);
  if (data.type === undefined) return missing(collectionPublished, "type");
  if (!isOneOf(data.type)) return wrong(collectionPublished, "/type", isOneOf);
  if (data.subject != null && !isString2(data.subject)) return wrong(collectionPublished, "/subject", isString2);
  if (data.competencies != null && !isArray(data.competencies)) return wrong(collectionPublished, "/competencies", isArray);
  if (data.signature != null && !isBoolean(data.signature)) return wrong(collectionPublished, "/signature", isBoolean);
  collectionPublished.errors = null;
  return true;
}

/** collection.updated (gooru/core.da:45) */
export function collectionUpdated(data) {
  if (!isObject(collectionUpdated, data)) return false;
  if (data.entityId === undefined) return missing(collectionUpdated, "entityId");
  if (!isString(data.entityId)) return wrong(collectionUpdated, "/entityId", isString);
  if (data.changedAt === undefined) return missing(collectionUpdated, "changedAt");
  if (!isString2(data.changedAt)) return wrong(collectionUpdated, "/changedAt", isString2);
  if (data.title === undefined) return missing(collectionUpdated, "title");
  if (!isString2(data.title)) return wrong(collectionUpdated, "/title", isString2);
  if (data.type === undefined) return missing(collectionUpdated, "type");
  if (!isOneOf(data.type)) return wrong(collectionUpdated, "/type", isOneOf);
  if (data.subject != null && !isString2(data.subject)) return wrong(collectionUpdated, "/subject", isString2);
  if (data.competencies != null && !isArray(data.competencies)) return wrong(collectionUpdated, "/competencies", isArray);
  if (data.signature != null && !isBoolean(data.signature)) return wrong(collectionUpdated, "/signature", isBoolean);
  collectionUpdated.errors = null;
  return true;
}

/** collection.deleted (gooru/core.da:46) */
export function collectionDeleted(data) {
  if (!isObject(collectionDeleted, data)) return false;
  if (data.entityId === undefined) return missing(collectionDeleted, "entityId");
  if (!isString(data.entityId)) return wrong(collectionDeleted, "/entityId", isString);
  if (data.changedAt === undefined) return missing(collectionDeleted, "changedAt");
  if (!isString2(data.changedAt)) return wrong(collectionDeleted, "/changedAt", isString2);
  collectionDeleted.errors = null;
  return true;
}

/** assessment.published (gooru/core.da:47) */
export function assessmentPublished(data) {
  if (!isObject(assessmentPublished, data)) return false;
  if (data.entityId === undefined) return missing(assessmentPublished, "entityId");
  if (!isString(data.entityId)) return wrong(assessmentPublished, "/entityId", isString);
  if (data.changedAt === undefined) return missing(assessmentPublished, "changedAt");
  if (!isString2(data.changedAt)) return wrong(assessmentPublished, "/changedAt", isString2);
  if (data.title === undefined) return missing(assessmentPublished, "title");
  if (!isString2(data.title)) return wrong(assessmentPublished, "/title", isString2);
  if (data.type === undefined) return missing(assessmentPublished, "type");
  if (!isOneOf(data.type)) return wrong(assessmentPublished, "/type", isOneOf);
  if (data.subject != null && !isString2(data.subject)) return wrong(assessmentPublished, "/subject", isString2);
  if (data.competencies != null && !isArray(data.competencies)) return wrong(assessmentPublished, "/competencies", isArray);
  if (data.signature != null && !isBoolean(data.signature)) return wrong(assessmentPublished, "/signature", isBoolean);
  assessmentPublished.errors = null;
  return true;
}

/** assessment.updated (gooru/core.da:48) */
export function assessmentUpdated(data) {
  if (!isObject(assessmentUpdated, data)) return false;
  if (data.entityId === undefined) return missing(assessmentUpdated, "entityId");
  if (!isString(data.entityId)) return wrong(assessmentUpdated, "/entityId", isString);
  if (data.changedAt === undefined) return missing(assessmentUpdated, "changedAt");
  if (!isString2(data.changedAt)) return wrong(assessmentUpdated, "/changedAt", isString2);
  if (data.title === undefined) return missing(assessmentUpdated, "title");
  if (!isString2(data.title)) return wrong(assessmentUpdated, "/title", isString2);
  if (data.type === undefined) return missing(assessmentUpdated, "type");
  if (!isOneOf(data.type)) return wrong(assessmentUpdated, "/type", isOneOf);
  if (data.subject != null && !isString2(data.subject)) return wrong(assessmentUpdated, "/subject", isString2);
  if (data.competencies != null && !isArray(data.competencies)) return wrong(assessmentUpdated, "/competencies", isArray);
  if (data.signature != null && !isBoolean(data.signature)) return wrong(assessmentUpdated, "/signature", isBoolean);
  assessmentUpdated.errors = null;
  return true;
}

/** assessment.deleted (gooru/core.da:49) */
export function assessmentDeleted(data) {
  if (!isObject(assessmentDeleted, data)) return false;
  if (data.entityId === undefined) return missing(assessmentDeleted, "entityId");
  if (!isString(data.entityId)) return wrong(assessmentDeleted, "/entityId", isString);
  if (data.changedAt === undefined) return missing(assessmentDeleted, "changedAt");
  if (!isString2(data.changedAt)) return wrong(assessmentDeleted, "/changedAt", isString2);
  assessmentDeleted.errors = null;
  return true;
}

/** course.published (gooru/core.da:77) */
export function coursePublished(data) {
  if (!isObject(coursePublished, data)) return false;
  if (data.entityId === undefined) return missing(coursePublished, "entityId");
  if (!isString(data.entityId)) return wrong(coursePublished, "/entityId", isString);
  if (data.changedAt === undefined) return missing(coursePublished, "changedAt");
  if (!isString2(data.changedAt)) return wrong(coursePublished, "/changedAt", isString2);
  if (data.title === undefined) return missing(coursePublished, "title");
  if (!isString2(data.title)) return wrong(coursePublished, "/title", isString2);
  if (data.items === undefined) return missing(coursePublished, "items");
  if (!isInteger(data.items)) return wrong(coursePublished, "/items", isInteger);
  if (data.parts === undefined) return missing(coursePublished, "parts");
  if (!isArray2(data.parts)) return wrong(coursePublished, "/parts", isArray2);
  coursePublished.errors = null;
  return true;
}

/** competency.published (gooru/core.da:94) */
export function competencyPublished(data) {
  if (!isObject(competencyPublished, data)) return false;
  if (data.entityId === undefined) return missing(competencyPublished, "entityId");
  if (!isString(data.entityId)) return wrong(competencyPublished, "/entityId", isString);
  if (data.changedAt === undefined) return missing(competencyPublished, "changedAt");
  if (!isString2(data.changedAt)) return wrong(competencyPublished, "/changedAt", isString2);
  if (data.title === undefined) return missing(competencyPublished, "title");
  if (!isString2(data.title)) return wrong(competencyPublished, "/title", isString2);
  if (data.requires === undefined) return missing(competencyPublished, "requires");
  if (!isArray(data.requires)) return wrong(competencyPublished, "/requires", isArray);
  competencyPublished.errors = null;
  return true;
}

/** class.created (gooru/core.da:110) */
export function classCreated(data) {
  if (!isObject(classCreated, data)) return false;
  if (data.entityId === undefined) return missing(classCreated, "entityId");
  if (!isString(data.entityId)) return wrong(classCreated, "/entityId", isString);
  if (data.changedAt === undefined) return missing(classCreated, "changedAt");
  if (!isString2(data.changedAt)) return wrong(classCreated, "/changedAt", isString2);
  if (data.title === undefined) return missing(classCreated, "title");
  if (!isString2(data.title)) return wrong(classCreated, "/title", isString2);
  if (data.subject === undefined) return missing(classCreated, "subject");
  if (!isString2(data.subject)) return wrong(classCreated, "/subject", isString2);
  if (data.courseId != null && !isString(data.courseId)) return wrong(classCreated, "/courseId", isString);
  classCreated.errors = null;
  return true;
}

/** class.updated (gooru/core.da:111) */
export function classUpdated(data) {
  if (!isObject(classUpdated, data)) return false;
  if (data.entityId === undefined) return missing(classUpdated, "entityId");
  if (!isString(data.entityId)) return wrong(classUpdated, "/entityId", isString);
  if (data.changedAt === undefined) return missing(classUpdated, "changedAt");
  if (!isString2(data.changedAt)) return wrong(classUpdated, "/changedAt", isString2);
  if (data.title === undefined) return missing(classUpdated, "title");
  if (!isString2(data.title)) return wrong(classUpdated, "/title", isString2);
  if (data.subject === undefined) return missing(classUpdated, "subject");
  if (!isString2(data.subject)) return wrong(classUpdated, "/subject", isString2);
  if (data.courseId != null && !isString(data.courseId)) return wrong(classUpdated, "/courseId", isString);
  classUpdated.errors = null;
  return true;
}

/** membership.joined (gooru/core.da:119) */
export function membershipJoined(data) {
  if (!isObject(membershipJoined, data)) return false;
  if (data.entityId === undefined) return missing(membershipJoined, "entityId");
  if (!isString(data.entityId)) return wrong(membershipJoined, "/entityId", isString);
  if (data.changedAt === undefined) return missing(membershipJoined, "changedAt");
  if (!isString2(data.changedAt)) return wrong(membershipJoined, "/changedAt", isString2);
  if (data.userId === undefined) return missing(membershipJoined, "userId");
  if (!isString(data.userId)) return wrong(membershipJoined, "/userId", isString);
  membershipJoined.errors = null;
  return true;
}

/** membership.left (gooru/core.da:120) */
export function membershipLeft(data) {
  if (!isObject(membershipLeft, data)) return false;
  if (data.entityId === undefined) return missing(membershipLeft, "entityId");
  if (!isString(data.entityId)) return wrong(membershipLeft, "/entityId", isString);
  if (data.changedAt === undefined) return missing(membershipLeft, "changedAt");
  if (!isString2(data.changedAt)) return wrong(membershipLeft, "/changedAt", isString2);
  if (data.userId === undefined) return missing(membershipLeft, "userId");
  if (!isString(data.userId)) return wrong(membershipLeft, "/userId", isString);
  membershipLeft.errors = null;
  return true;
}

/** place.assigned (gooru/core.da:138) */
export function placeAssigned(data) {
  if (!isObject(placeAssigned, data)) return false;
  if (data.entityId === undefined) return missing(placeAssigned, "entityId");
  if (!isString(data.entityId)) return wrong(placeAssigned, "/entityId", isString);
  if (data.changedAt === undefined) return missing(placeAssigned, "changedAt");
  if (!isString2(data.changedAt)) return wrong(placeAssigned, "/changedAt", isString2);
  if (data.kind === undefined) return missing(placeAssigned, "kind");
  if (!isOneOf2(data.kind)) return wrong(placeAssigned, "/kind", isOneOf2);
  if (data.title === undefined) return missing(placeAssigned, "title");
  if (!isString2(data.title)) return wrong(placeAssigned, "/title", isString2);
  if (data.parentId === undefined) return missing(placeAssigned, "parentId");
  if (!isStringOrNull(data.parentId)) return wrong(placeAssigned, "/parentId", isStringOrNull);
  placeAssigned.errors = null;
  return true;
}

/** user.created (gooru/core.da:150) */
export function userCreated(data) {
  if (!isObject(userCreated, data)) return false;
  if (data.entityId === undefined) return missing(userCreated, "entityId");
  if (!isString(data.entityId)) return wrong(userCreated, "/entityId", isString);
  if (data.changedAt === undefined) return missing(userCreated, "changedAt");
  if (!isString2(data.changedAt)) return wrong(userCreated, "/changedAt", isString2);
  if (data.name === undefined) return missing(userCreated, "name");
  if (!isString2(data.name)) return wrong(userCreated, "/name", isString2);
  if (data.role === undefined) return missing(userCreated, "role");
  if (!isString2(data.role)) return wrong(userCreated, "/role", isString2);
  userCreated.errors = null;
  return true;
}

/** user.updated (gooru/core.da:151) */
export function userUpdated(data) {
  if (!isObject(userUpdated, data)) return false;
  if (data.entityId === undefined) return missing(userUpdated, "entityId");
  if (!isString(data.entityId)) return wrong(userUpdated, "/entityId", isString);
  if (data.changedAt === undefined) return missing(userUpdated, "changedAt");
  if (!isString2(data.changedAt)) return wrong(userUpdated, "/changedAt", isString2);
  if (data.name === undefined) return missing(userUpdated, "name");
  if (!isString2(data.name)) return wrong(userUpdated, "/name", isString2);
  if (data.role === undefined) return missing(userUpdated, "role");
  if (!isString2(data.role)) return wrong(userUpdated, "/role", isString2);
  userUpdated.errors = null;
  return true;
}

/** user.deleted (gooru/core.da:152) */
export function userDeleted(data) {
  if (!isObject(userDeleted, data)) return false;
  if (data.entityId === undefined) return missing(userDeleted, "entityId");
  if (!isString(data.entityId)) return wrong(userDeleted, "/entityId", isString);
  if (data.changedAt === undefined) return missing(userDeleted, "changedAt");
  if (!isString2(data.changedAt)) return wrong(userDeleted, "/changedAt", isString2);
  userDeleted.errors = null;
  return true;
}

/** usage.resource.timespent (gooru/metrics.da:22) */
export function usageResourceTimespent(data) {
  if (!isObject(usageResourceTimespent, data)) return false;
  if (data.userId === undefined) return missing(usageResourceTimespent, "userId");
  if (!isString(data.userId)) return wrong(usageResourceTimespent, "/userId", isString);
  if (data.contentId === undefined) return missing(usageResourceTimespent, "contentId");
  if (!isString(data.contentId)) return wrong(usageResourceTimespent, "/contentId", isString);
  if (data.contentType === undefined) return missing(usageResourceTimespent, "contentType");
  if (!isString2(data.contentType)) return wrong(usageResourceTimespent, "/contentType", isString2);
  if (data.context === undefined) return missing(usageResourceTimespent, "context");
  if (!isRecordContext(data.context)) return wrong(usageResourceTimespent, "/context", isRecordContext);
  if (data.result === undefined) return missing(usageResourceTimespent, "result");
  if (!isObject2(data.result)) return wrong(usageResourceTimespent, "/result", isObject2);
  usageResourceTimespent.errors = null;
  return true;
}

/** usage.question.timespent (gooru/metrics.da:30) */
export function usageQuestionTimespent(data) {
  if (!isObject(usageQuestionTimespent, data)) return false;
  if (data.userId === undefined) return missing(usageQuestionTimespent, "userId");
  if (!isString(data.userId)) return wrong(usageQuestionTimespent, "/userId", isString);
  if (data.contentId === undefined) return missing(usageQuestionTimespent, "contentId");
  if (!isString(data.contentId)) return wrong(usageQuestionTimespent, "/contentId", isString);
  if (data.contentType === undefined) return missing(usageQuestionTimespent, "contentType");
  if (!isString2(data.contentType)) return wrong(usageQuestionTimespent, "/contentType", isString2);
  if (data.context === undefined) return missing(usageQuestionTimespent, "context");
  if (!isRecordContext(data.context)) return wrong(usageQuestionTimespent, "/context", isRecordContext);
  if (data.result === undefined) return missing(usageQuestionTimespent, "result");
  if (!isObject2(data.result)) return wrong(usageQuestionTimespent, "/result", isObject2);
  usageQuestionTimespent.errors = null;
  return true;
}

/** usage.collection.timespent (gooru/metrics.da:34) */
export function usageCollectionTimespent(data) {
  if (!isObject(usageCollectionTimespent, data)) return false;
  if (data.userId === undefined) return missing(usageCollectionTimespent, "userId");
  if (!isString(data.userId)) return wrong(usageCollectionTimespent, "/userId", isString);
  if (data.contentId === undefined) return missing(usageCollectionTimespent, "contentId");
  if (!isString(data.contentId)) return wrong(usageCollectionTimespent, "/contentId", isString);
  if (data.contentType === undefined) return missing(usageCollectionTimespent, "contentType");
  if (!isString2(data.contentType)) return wrong(usageCollectionTimespent, "/contentType", isString2);
  if (data.context === undefined) return missing(usageCollectionTimespent, "context");
  if (!isRecordContext(data.context)) return wrong(usageCollectionTimespent, "/context", isRecordContext);
  if (data.result === undefined) return missing(usageCollectionTimespent, "result");
  if (!isObject2(data.result)) return wrong(usageCollectionTimespent, "/result", isObject2);
  usageCollectionTimespent.errors = null;
  return true;
}

/** usage.assessment.timespent (gooru/metrics.da:38) */
export function usageAssessmentTimespent(data) {
  if (!isObject(usageAssessmentTimespent, data)) return false;
  if (data.userId === undefined) return missing(usageAssessmentTimespent, "userId");
  if (!isString(data.userId)) return wrong(usageAssessmentTimespent, "/userId", isString);
  if (data.contentId === undefined) return missing(usageAssessmentTimespent, "contentId");
  if (!isString(data.contentId)) return wrong(usageAssessmentTimespent, "/contentId", isString);
  if (data.contentType === undefined) return missing(usageAssessmentTimespent, "contentType");
  if (!isString2(data.contentType)) return wrong(usageAssessmentTimespent, "/contentType", isString2);
  if (data.context === undefined) return missing(usageAssessmentTimespent, "context");
  if (!isRecordContext(data.context)) return wrong(usageAssessmentTimespent, "/context", isRecordContext);
  if (data.result === undefined) return missing(usageAssessmentTimespent, "result");
  if (!isObject2(data.result)) return wrong(usageAssessmentTimespent, "/result", isObject2);
  usageAssessmentTimespent.errors = null;
  return true;
}

/** usage.collection.view (gooru/metrics.da:42) */
export function usageCollectionView(data) {
  if (!isObject(usageCollectionView, data)) return false;
  if (data.userId === undefined) return missing(usageCollectionView, "userId");
  if (!isString(data.userId)) return wrong(usageCollectionView, "/userId", isString);
  if (data.contentId === undefined) return missing(usageCollectionView, "contentId");
  if (!isString(data.contentId)) return wrong(usageCollectionView, "/contentId", isString);
  if (data.contentType === undefined) return missing(usageCollectionView, "contentType");
  if (!isString2(data.contentType)) return wrong(usageCollectionView, "/contentType", isString2);
  if (data.context === undefined) return missing(usageCollectionView, "context");
  if (!isRecordContext(data.context)) return wrong(usageCollectionView, "/context", isRecordContext);
  if (data.result === undefined) return missing(usageCollectionView, "result");
  if (!isObject3(data.result)) return wrong(usageCollectionView, "/result", isObject3);
  usageCollectionView.errors = null;
  return true;
}

/** usage.assessment.view (gooru/metrics.da:46) */
export function usageAssessmentView(data) {
  if (!isObject(usageAssessmentView, data)) return false;
  if (data.userId === undefined) return missing(usageAssessmentView, "userId");
  if (!isString(data.userId)) return wrong(usageAssessmentView, "/userId", isString);
  if (data.contentId === undefined) return missing(usageAssessmentView, "contentId");
  if (!isString(data.contentId)) return wrong(usageAssessmentView, "/contentId", isString);
  if (data.contentType === undefined) return missing(usageAssessmentView, "contentType");
  if (!isString2(data.contentType)) return wrong(usageAssessmentView, "/contentType", isString2);
  if (data.context === undefined) return missing(usageAssessmentView, "context");
  if (!isRecordContext(data.context)) return wrong(usageAssessmentView, "/context", isRecordContext);
  if (data.result === undefined) return missing(usageAssessmentView, "result");
  if (!isObject3(data.result)) return wrong(usageAssessmentView, "/result", isObject3);
  usageAssessmentView.errors = null;
  return true;
}

/** usage.collection.score (gooru/metrics.da:50) */
export function usageCollectionScore(data) {
  if (!isObject(usageCollectionScore, data)) return false;
  if (data.userId === undefined) return missing(usageCollectionScore, "userId");
  if (!isString(data.userId)) return wrong(usageCollectionScore, "/userId", isString);
  if (data.contentId === undefined) return missing(usageCollectionScore, "contentId");
  if (!isString(data.contentId)) return wrong(usageCollectionScore, "/contentId", isString);
  if (data.contentType === undefined) return missing(usageCollectionScore, "contentType");
  if (!isString2(data.contentType)) return wrong(usageCollectionScore, "/contentType", isString2);
  if (data.context === undefined) return missing(usageCollectionScore, "context");
  if (!isRecordContext(data.context)) return wrong(usageCollectionScore, "/context", isRecordContext);
  if (data.result === undefined) return missing(usageCollectionScore, "result");
  if (!isObject4(data.result)) return wrong(usageCollectionScore, "/result", isObject4);
  if (data.history === undefined) return missing(usageCollectionScore, "history");
  if (!isRecordHistory(data.history)) return wrong(usageCollectionScore, "/history", isRecordHistory);
  usageCollectionScore.errors = null;
  return true;
}

/** usage.assessment.score (gooru/metrics.da:55) */
export function usageAssessmentScore(data) {
  if (!isObject(usageAssessmentScore, data)) return false;
  if (data.userId === undefined) return missing(usageAssessmentScore, "userId");
  if (!isString(data.userId)) return wrong(usageAssessmentScore, "/userId", isString);
  if (data.contentId === undefined) return missing(usageAssessmentScore, "contentId");
  if (!isString(data.contentId)) return wrong(usageAssessmentScore, "/contentId", isString);
  if (data.contentType === undefined) return missing(usageAssessmentScore, "contentType");
  if (!isString2(data.contentType)) return wrong(usageAssessmentScore, "/contentType", isString2);
  if (data.context === undefined) return missing(usageAssessmentScore, "context");
  if (!isRecordContext(data.context)) return wrong(usageAssessmentScore, "/context", isRecordContext);
  if (data.result === undefined) return missing(usageAssessmentScore, "result");
  if (!isObject4(data.result)) return wrong(usageAssessmentScore, "/result", isObject4);
  if (data.history === undefined) return missing(usageAssessmentScore, "history");
  if (!isRecordHistory(data.history)) return wrong(usageAssessmentScore, "/history", isRecordHistory);
  usageAssessmentScore.errors = null;
  return true;
}

/** usage.resource.reaction (gooru/metrics.da:59) */
export function usageResourceReaction(data) {
  if (!isObject(usageResourceReaction, data)) return false;
  if (data.userId === undefined) return missing(usageResourceReaction, "userId");
  if (!isString(data.userId)) return wrong(usageResourceReaction, "/userId", isString);
  if (data.contentId === undefined) return missing(usageResourceReaction, "contentId");
  if (!isString(data.contentId)) return wrong(usageResourceReaction, "/contentId", isString);
  if (data.contentType === undefined) return missing(usageResourceReaction, "contentType");
  if (!isString2(data.contentType)) return wrong(usageResourceReaction, "/contentType", isString2);
  if (data.context === undefined) return missing(usageResourceReaction, "context");
  if (!isRecordContext(data.context)) return wrong(usageResourceReaction, "/context", isRecordContext);
  if (data.result === undefined) return missing(usageResourceReaction, "result");
  if (!isObject5(data.result)) return wrong(usageResourceReaction, "/result", isObject5);
  if (data.previous === undefined) return missing(usageResourceReaction, "previous");
  if (!isIntegerOrNull(data.previous)) return wrong(usageResourceReaction, "/previous", isIntegerOrNull);
  usageResourceReaction.errors = null;
  return true;
}

/** usage.question.reaction (gooru/metrics.da:62) */
export function usageQuestionReaction(data) {
  if (!isObject(usageQuestionReaction, data)) return false;
  if (data.userId === undefined) return missing(usageQuestionReaction, "userId");
  if (!isString(data.userId)) return wrong(usageQuestionReaction, "/userId", isString);
  if (data.contentId === undefined) return missing(usageQuestionReaction, "contentId");
  if (!isString(data.contentId)) return wrong(usageQuestionReaction, "/contentId", isString);
  if (data.contentType === undefined) return missing(usageQuestionReaction, "contentType");
  if (!isString2(data.contentType)) return wrong(usageQuestionReaction, "/contentType", isString2);
  if (data.context === undefined) return missing(usageQuestionReaction, "context");
  if (!isRecordContext(data.context)) return wrong(usageQuestionReaction, "/context", isRecordContext);
  if (data.result === undefined) return missing(usageQuestionReaction, "result");
  if (!isObject5(data.result)) return wrong(usageQuestionReaction, "/result", isObject5);
  if (data.previous === undefined) return missing(usageQuestionReaction, "previous");
  if (!isIntegerOrNull(data.previous)) return wrong(usageQuestionReaction, "/previous", isIntegerOrNull);
  usageQuestionReaction.errors = null;
  return true;
}

/** usage.collection.reaction (gooru/metrics.da:65) */
export function usageCollectionReaction(data) {
  if (!isObject(usageCollectionReaction, data)) return false;
  if (data.userId === undefined) return missing(usageCollectionReaction, "userId");
  if (!isString(data.userId)) return wrong(usageCollectionReaction, "/userId", isString);
  if (data.contentId === undefined) return missing(usageCollectionReaction, "contentId");
  if (!isString(data.contentId)) return wrong(usageCollectionReaction, "/contentId", isString);
  if (data.contentType === undefined) return missing(usageCollectionReaction, "contentType");
  if (!isString2(data.contentType)) return wrong(usageCollectionReaction, "/contentType", isString2);
  if (data.context === undefined) return missing(usageCollectionReaction, "context");
  if (!isRecordContext(data.context)) return wrong(usageCollectionReaction, "/context", isRecordContext);
  if (data.result === undefined) return missing(usageCollectionReaction, "result");
  if (!isObject5(data.result)) return wrong(usageCollectionReaction, "/result", isObject5);
  if (data.previous === undefined) return missing(usageCollectionReaction, "previous");
  if (!isIntegerOrNull(data.previous)) return wrong(usageCollectionReaction, "/previous", isIntegerOrNull);
  usageCollectionReaction.errors = null;
  return true;
}

/** usage.assessment.reaction (gooru/metrics.da:68) */
export function usageAssessmentReaction(data) {
  if (!isObject(usageAssessmentReaction, data)) return false;
  if (data.userId === undefined) return missing(usageAssessmentReaction, "userId");
  if (!isString(data.userId)) return wrong(usageAssessmentReaction, "/userId", isString);
  if (data.contentId === undefined) return missing(usageAssessmentReaction, "contentId");
  if (!isString(data.contentId)) return wrong(usageAssessmentReaction, "/contentId", isString);
  if (data.contentType === undefined) return missing(usageAssessmentReaction, "contentType");
  if (!isString2(data.contentType)) return wrong(usageAssessmentReaction, "/contentType", isString2);
  if (data.context === undefined) return missing(usageAssessmentReaction, "context");
  if (!isRecordContext(data.context)) return wrong(usageAssessmentReaction, "/context", isRecordContext);
  if (data.result === undefined) return missing(usageAssessmentReaction, "result");
  if (!isObject5(data.result)) return wrong(usageAssessmentReaction, "/result", isObject5);
  if (data.previous === undefined) return missing(usageAssessmentReaction, "previous");
  if (!isIntegerOrNull(data.previous)) return wrong(usageAssessmentReaction, "/previous", isIntegerOrNull);
  usageAssessmentReaction.errors = null;
  return true;
}

/** mobile.item (gooru/partners.da:30) */
export function mobileItem(data) {
  if (!isObject(mobileItem, data)) return false;
  if (data.usr === undefined) return missing(mobileItem, "usr");
  if (!isString(data.usr)) return wrong(mobileItem, "/usr", isString);
  if (data.item === undefined) return missing(mobileItem, "item");
  if (!isString(data.item)) return wrong(mobileItem, "/item", isString);
  if (data.ts === undefined) return missing(mobileItem, "ts");
  if (!isString2(data.ts)) return wrong(mobileItem, "/ts", isString2);
  if (data.secs != null && !isNumberOrString(data.secs)) return wrong(mobileItem, "/secs", isNumberOrString);
  if (data.run != null && !isNumberOrString(data.run)) return wrong(mobileItem, "/run", isNumberOrString);
  if (data.ctx != null && !isObject6(data.ctx)) return wrong(mobileItem, "/ctx", isObject6);
  if (data.k === undefined) return missing(mobileItem, "k");
  if (!isOneOf3(data.k)) return wrong(mobileItem, "/k", isOneOf3);
  if (data.set != null && !isString(data.set)) return wrong(mobileItem, "/set", isString);
  if (data.ok != null && !isBooleanOrString(data.ok)) return wrong(mobileItem, "/ok", isBooleanOrString);
  mobileItem.errors = null;
  return true;
}

/** mobile.test (gooru/partners.da:37) */
export function mobileTest(data) {
  if (!isObject(mobileTest, data)) return false;
  if (data.usr === undefined) return missing(mobileTest, "usr");
  if (!isString(data.usr)) return wrong(mobileTest, "/usr", isString);
  if (data.item === undefined) return missing(mobileTest, "item");
  if (!isString(data.item)) return wrong(mobileTest, "/item", isString);
  if (data.ts === undefined) return missing(mobileTest, "ts");
  if (!isString2(data.ts)) return wrong(mobileTest, "/ts", isString2);
  if (data.secs != null && !isNumberOrString(data.secs)) return wrong(mobileTest, "/secs", isNumberOrString);
  if (data.run != null && !isNumberOrString(data.run)) return wrong(mobileTest, "/run", isNumberOrString);
  if (data.ctx != null && !isObject6(data.ctx)) return wrong(mobileTest, "/ctx", isObject6);
  if (data.pct != null && !isNumberOrString(data.pct)) return wrong(mobileTest, "/pct", isNumberOrString);
  mobileTest.errors = null;
  return true;
}

/** mobile.rating (gooru/partners.da:38) */
export function mobileRating(data) {
  if (!isObject(mobileRating, data)) return false;
  if (data.usr === undefined) return missing(mobileRating, "usr");
  if (!isString(data.usr)) return wrong(mobileRating, "/usr", isString);
  if (data.item === undefined) return missing(mobileRating, "item");
  if (!isString(data.item)) return wrong(mobileRating, "/item", isString);
  if (data.ts === undefined) return missing(mobileRating, "ts");
  if (!isString2(data.ts)) return wrong(mobileRating, "/ts", isString2);
  if (data.secs != null && !isNumberOrString(data.secs)) return wrong(mobileRating, "/secs", isNumberOrString);
  if (data.run != null && !isNumberOrString(data.run)) return wrong(mobileRating, "/run", isNumberOrString);
  if (data.ctx != null && !isObject6(data.ctx)) return wrong(mobileRating, "/ctx", isObject6);
  if (data.k === undefined) return missing(mobileRating, "k");
  if (!isOneOf3(data.k)) return wrong(mobileRating, "/k", isOneOf3);
  if (data.stars === undefined) return missing(mobileRating, "stars");
  if (!isNumberOrString(data.stars)) return wrong(mobileRating, "/stars", isNumberOrString);
  mobileRating.errors = null;
  return true;
}

/** web.play (gooru/partners.da:142) */
export function webPlay(data) {
  if (!isObject(webPlay, data)) return false;
  if (data.startTime === undefined) return missing(webPlay, "startTime");
  if (!isNumber(data.startTime)) return wrong(webPlay, "/startTime", isNumber);
  if (data.endTime === undefined) return missing(webPlay, "endTime");
  if (!isNumber(data.endTime)) return wrong(webPlay, "/endTime", isNumber);
  if (data.user === undefined) return missing(webPlay, "user");
  if (!isObject7(data.user)) return wrong(webPlay, "/user", isObject7);
  if (data.session != null && !isObject8(data.session)) return wrong(webPlay, "/session", isObject8);
  if (data.context === undefined) return missing(webPlay, "context");
  if (!isRecordWebContext(data.context)) return wrong(webPlay, "/context", isRecordWebContext);
  if (data.payLoadObject != null && !isRecordWebPayload(data.payLoadObject)) return wrong(webPlay, "/payLoadObject", isRecordWebPayload);
  if (data.metrics != null && !isRecordWebMetrics(data.metrics)) return wrong(webPlay, "/metrics", isRecordWebMetrics);
  webPlay.errors = null;
  return true;
}

/** web.resource (gooru/partners.da:143) */
export function webResource(data) {
  if (!isObject(webResource, data)) return false;
  if (data.startTime === undefined) return missing(webResource, "startTime");
  if (!isNumber(data.startTime)) return wrong(webResource, "/startTime", isNumber);
  if (data.endTime === undefined) return missing(webResource, "endTime");
  if (!isNumber(data.endTime)) return wrong(webResource, "/endTime", isNumber);
  if (data.user === undefined) return missing(webResource, "user");
  if (!isObject7(data.user)) return wrong(webResource, "/user", isObject7);
  if (data.session != null && !isObject8(data.session)) return wrong(webResource, "/session", isObject8);
  if (data.context === undefined) return missing(webResource, "context");
  if (!isRecordWebContext(data.context)) return wrong(webResource, "/context", isRecordWebContext);
  if (data.payLoadObject != null && !isRecordWebPayload(data.payLoadObject)) return wrong(webResource, "/payLoadObject", isRecordWebPayload);
  if (data.metrics != null && !isRecordWebMetrics(data.metrics)) return wrong(webResource, "/metrics", isRecordWebMetrics);
  webResource.errors = null;
  return true;
}

/** web.reaction (gooru/partners.da:144) */
export function webReaction(data) {
  if (!isObject(webReaction, data)) return false;
  if (data.startTime === undefined) return missing(webReaction, "startTime");
  if (!isNumber(data.startTime)) return wrong(webReaction, "/startTime", isNumber);
  if (data.endTime === undefined) return missing(webReaction, "endTime");
  if (!isNumber(data.endTime)) return wrong(webReaction, "/endTime", isNumber);
  if (data.user === undefined) return missing(webReaction, "user");
  if (!isObject7(data.user)) return wrong(webReaction, "/user", isObject7);
  if (data.session != null && !isObject8(data.session)) return wrong(webReaction, "/session", isObject8);
  if (data.context === undefined) return missing(webReaction, "context");
  if (!isRecordWebContext(data.context)) return wrong(webReaction, "/context", isRecordWebContext);
  if (data.payLoadObject != null && !isRecordWebPayload(data.payLoadObject)) return wrong(webReaction, "/payLoadObject", isRecordWebPayload);
  if (data.metrics != null && !isRecordWebMetrics(data.metrics)) return wrong(webReaction, "/metrics", isRecordWebMetrics);
  webReaction.errors = null;
  return true;
}

/** web.grade (gooru/partners.da:145) */
export function webGrade(data) {
  if (!isObject(webGrade, data)) return false;
  if (data.startTime === undefined) return missing(webGrade, "startTime");
  if (!isNumber(data.startTime)) return wrong(webGrade, "/startTime", isNumber);
  if (data.endTime === undefined) return missing(webGrade, "endTime");
  if (!isNumber(data.endTime)) return wrong(webGrade, "/endTime", isNumber);
  if (data.user === undefined) return missing(webGrade, "user");
  if (!isObject7(data.user)) return wrong(webGrade, "/user", isObject7);
  if (data.session != null && !isObject8(data.session)) return wrong(webGrade, "/session", isObject8);
  if (data.context === undefined) return missing(webGrade, "context");
  if (!isRecordWebContext(data.context)) return wrong(webGrade, "/context", isRecordWebContext);
  if (data.payLoadObject != null && !isRecordWebPayload(data.payLoadObject)) return wrong(webGrade, "/payLoadObject", isRecordWebPayload);
  if (data.metrics != null && !isRecordWebMetrics(data.metrics)) return wrong(webGrade, "/metrics", isRecordWebMetrics);
  webGrade.errors = null;
  return true;
}

/** usage.place.timespent (gooru/places.da:77) */
export function usagePlaceTimespent(data) {
  if (!isObject(usagePlaceTimespent, data)) return false;
  if (data.placeId === undefined) return missing(usagePlaceTimespent, "placeId");
  if (!isString(data.placeId)) return wrong(usagePlaceTimespent, "/placeId", isString);
  if (data.kind === undefined) return missing(usagePlaceTimespent, "kind");
  if (!isOneOf2(data.kind)) return wrong(usagePlaceTimespent, "/kind", isOneOf2);
  if (data.subject === undefined) return missing(usagePlaceTimespent, "subject");
  if (!isString2(data.subject)) return wrong(usagePlaceTimespent, "/subject", isString2);
  if (data.userId === undefined) return missing(usagePlaceTimespent, "userId");
  if (!isString(data.userId)) return wrong(usagePlaceTimespent, "/userId", isString);
  if (data.result === undefined) return missing(usagePlaceTimespent, "result");
  if (!isObject2(data.result)) return wrong(usagePlaceTimespent, "/result", isObject2);
  usagePlaceTimespent.errors = null;
  return true;
}

/** usage.place.points (gooru/places.da:148) */
export function usagePlacePoints(data) {
  if (!isObject(usagePlacePoints, data)) return false;
  if (data.placeId === undefined) return missing(usagePlacePoints, "placeId");
  if (!isString(data.placeId)) return wrong(usagePlacePoints, "/placeId", isString);
  if (data.kind === undefined) return missing(usagePlacePoints, "kind");
  if (!isOneOf2(data.kind)) return wrong(usagePlacePoints, "/kind", isOneOf2);
  if (data.scored === undefined) return missing(usagePlacePoints, "scored");
  if (!isInteger(data.scored)) return wrong(usagePlacePoints, "/scored", isInteger);
  if (data.given === undefined) return missing(usagePlacePoints, "given");
  if (!isNumber(data.given)) return wrong(usagePlacePoints, "/given", isNumber);
  if (data.result === undefined) return missing(usagePlacePoints, "result");
  if (!isObject9(data.result)) return wrong(usagePlacePoints, "/result", isObject9);
  usagePlacePoints.errors = null;
  return true;
}

/** resource.play.start (gooru/player.da:69) */
export function resourcePlayStart(data) {
  if (!isObject(resourcePlayStart, data)) return false;
  if (data.userId === undefined) return missing(resourcePlayStart, "userId");
  if (!isString(data.userId)) return wrong(resourcePlayStart, "/userId", isString);
  if (data.contentId === undefined) return missing(resourcePlayStart, "contentId");
  if (!isString(data.contentId)) return wrong(resourcePlayStart, "/contentId", isString);
  if (data.contentType === undefined) return missing(resourcePlayStart, "contentType");
  if (!isString2(data.contentType)) return wrong(resourcePlayStart, "/contentType", isString2);
  if (data.startTime === undefined) return missing(resourcePlayStart, "startTime");
  if (!isNumber(data.startTime)) return wrong(resourcePlayStart, "/startTime", isNumber);
  if (data.endTime === undefined) return missing(resourcePlayStart, "endTime");
  if (!isNumber(data.endTime)) return wrong(resourcePlayStart, "/endTime", isNumber);
  if (data.context === undefined) return missing(resourcePlayStart, "context");
  if (!isRecordContext(data.context)) return wrong(resourcePlayStart, "/context", isRecordContext);
  if (data.collectionId != null && !isString(data.collectionId)) return wrong(resourcePlayStart, "/collectionId", isString);
  if (data.collectionType != null && !isOneOf(data.collectionType)) return wrong(resourcePlayStart, "/collectionType", isOneOf);
  resourcePlayStart.errors = null;
  return true;
}

/** resource.play.stop (gooru/player.da:72) */
export function resourcePlayStop(data) {
  if (!isObject(resourcePlayStop, data)) return false;
  if (data.userId === undefined) return missing(resourcePlayStop, "userId");
  if (!isString(data.userId)) return wrong(resourcePlayStop, "/userId", isString);
  if (data.contentId === undefined) return missing(resourcePlayStop, "contentId");
  if (!isString(data.contentId)) return wrong(resourcePlayStop, "/contentId", isString);
  if (data.contentType === undefined) return missing(resourcePlayStop, "contentType");
  if (!isString2(data.contentType)) return wrong(resourcePlayStop, "/contentType", isString2);
  if (data.startTime === undefined) return missing(resourcePlayStop, "startTime");
  if (!isNumber(data.startTime)) return wrong(resourcePlayStop, "/startTime", isNumber);
  if (data.endTime === undefined) return missing(resourcePlayStop, "endTime");
  if (!isNumber(data.endTime)) return wrong(resourcePlayStop, "/endTime", isNumber);
  if (data.context === undefined) return missing(resourcePlayStop, "context");
  if (!isRecordContext(data.context)) return wrong(resourcePlayStop, "/context", isRecordContext);
  if (data.collectionId != null && !isString(data.collectionId)) return wrong(resourcePlayStop, "/collectionId", isString);
  if (data.collectionType != null && !isOneOf(data.collectionType)) return wrong(resourcePlayStop, "/collectionType", isOneOf);
  if (data.answer != null && !isOneOf4(data.answer)) return wrong(resourcePlayStop, "/answer", isOneOf4);
  if (data.score != null && !isNumber2(data.score)) return wrong(resourcePlayStop, "/score", isNumber2);
  if (data.reaction != null && !isInteger2(data.reaction)) return wrong(resourcePlayStop, "/reaction", isInteger2);
  resourcePlayStop.errors = null;
  return true;
}

/** question.grade (gooru/player.da:80) */
export function questionGrade(data) {
  if (!isObject(questionGrade, data)) return false;
  if (data.userId === undefined) return missing(questionGrade, "userId");
  if (!isString(data.userId)) return wrong(questionGrade, "/userId", isString);
  if (data.contentId === undefined) return missing(questionGrade, "contentId");
  if (!isString(data.contentId)) return wrong(questionGrade, "/contentId", isString);
  if (data.contentType === undefined) return missing(questionGrade, "contentType");
  if (!isString2(data.contentType)) return wrong(questionGrade, "/contentType", isString2);
  if (data.startTime === undefined) return missing(questionGrade, "startTime");
  if (!isNumber(data.startTime)) return wrong(questionGrade, "/startTime", isNumber);
  if (data.endTime === undefined) return missing(questionGrade, "endTime");
  if (!isNumber(data.endTime)) return wrong(questionGrade, "/endTime", isNumber);
  if (data.context === undefined) return missing(questionGrade, "context");
  if (!isRecordContext(data.context)) return wrong(questionGrade, "/context", isRecordContext);
  if (data.collectionId != null && !isString(data.collectionId)) return wrong(questionGrade, "/collectionId", isString);
  if (data.collectionType != null && !isOneOf(data.collectionType)) return wrong(questionGrade, "/collectionType", isOneOf);
  if (data.score === undefined) return missing(questionGrade, "score");
  if (!isNumber2(data.score)) return wrong(questionGrade, "/score", isNumber2);
  questionGrade.errors = null;
  return true;
}

/** content.react (gooru/player.da:83) */
export function contentReact(data) {
  if (!isObject(contentReact, data)) return false;
  if (data.userId === undefined) return missing(contentReact, "userId");
  if (!isString(data.userId)) return wrong(contentReact, "/userId", isString);
  if (data.contentId === undefined) return missing(contentReact, "contentId");
  if (!isString(data.contentId)) return wrong(contentReact, "/contentId", isString);
  if (data.contentType === undefined) return missing(contentReact, "contentType");
  if (!isString2(data.contentType)) return wrong(contentReact, "/contentType", isString2);
  if (data.startTime === undefined) return missing(contentReact, "startTime");
  if (!isNumber(data.startTime)) return wrong(contentReact, "/startTime", isNumber);
  if (data.endTime === undefined) return missing(contentReact, "endTime");
  if (!isNumber(data.endTime)) return wrong(contentReact, "/endTime", isNumber);
  if (data.context === undefined) return missing(contentReact, "context");
  if (!isRecordContext(data.context)) return wrong(contentReact, "/context", isRecordContext);
  if (data.collectionId != null && !isString(data.collectionId)) return wrong(contentReact, "/collectionId", isString);
  if (data.collectionType != null && !isOneOf(data.collectionType)) return wrong(contentReact, "/collectionType", isOneOf);
  if (data.reaction === undefined) return missing(contentReact, "reaction");
  if (!isInteger2(data.reaction)) return wrong(contentReact, "/reaction", isInteger2);
  contentReact.errors = null;
  return true;
}

/** collection.play.start (gooru/player.da:84) */
export function collectionPlayStart(data) {
  if (!isObject(collectionPlayStart, data)) return false;
  if (data.userId === undefined) return missing(collectionPlayStart, "userId");
  if (!isString(data.userId)) return wrong(collectionPlayStart, "/userId", isString);
  if (data.contentId === undefined) return missing(collectionPlayStart, "contentId");
  if (!isString(data.contentId)) return wrong(collectionPlayStart, "/contentId", isString);
  if (data.contentType === undefined) return missing(collectionPlayStart, "contentType");
  if (!isString2(data.contentType)) return wrong(collectionPlayStart, "/contentType", isString2);
  if (data.startTime === undefined) return missing(collectionPlayStart, "startTime");
  if (!isNumber(data.startTime)) return wrong(collectionPlayStart, "/startTime", isNumber);
  if (data.endTime === undefined) return missing(collectionPlayStart, "endTime");
  if (!isNumber(data.endTime)) return wrong(collectionPlayStart, "/endTime", isNumber);
  if (data.context === undefined) return missing(collectionPlayStart, "context");
  if (!isRecordContext(data.context)) return wrong(collectionPlayStart, "/context", isRecordContext);
  collectionPlayStart.errors = null;
  return true;
}

/** collection.play.stop (gooru/player.da:85) */
export function collectionPlayStop(data) {
  if (!isObject(collectionPlayStop, data)) return false;
  if (data.userId === undefined) return missing(collectionPlayStop, "userId");
  if (!isString(data.userId)) return wrong(collectionPlayStop, "/userId", isString);
  if (data.contentId === undefined) return missing(collectionPlayStop, "contentId");
  if (!isString(data.contentId)) return wrong(collectionPlayStop, "/contentId", isString);
  if (data.contentType === undefined) return missing(collectionPlayStop, "contentType");
  if (!isString2(data.contentType)) return wrong(collectionPlayStop, "/contentType", isString2);
  if (data.startTime === undefined) return missing(collectionPlayStop, "startTime");
  if (!isNumber(data.startTime)) return wrong(collectionPlayStop, "/startTime", isNumber);
  if (data.endTime === undefined) return missing(collectionPlayStop, "endTime");
  if (!isNumber(data.endTime)) return wrong(collectionPlayStop, "/endTime", isNumber);
  if (data.context === undefined) return missing(collectionPlayStop, "context");
  if (!isRecordContext(data.context)) return wrong(collectionPlayStop, "/context", isRecordContext);
  collectionPlayStop.errors = null;
  return true;
}

/** assessment.play.start (gooru/player.da:86) */
export function assessmentPlayStart(data) {
  if (!isObject(assessmentPlayStart, data)) return false;
  if (data.userId === undefined) return missing(assessmentPlayStart, "userId");
  if (!isString(data.userId)) return wrong(assessmentPlayStart, "/userId", isString);
  if (data.contentId === undefined) return missing(assessmentPlayStart, "contentId");
  if (!isString(data.contentId)) return wrong(assessmentPlayStart, "/contentId", isString);
  if (data.contentType === undefined) return missing(assessmentPlayStart, "contentType");
  if (!isString2(data.contentType)) return wrong(assessmentPlayStart, "/contentType", isString2);
  if (data.startTime === undefined) return missing(assessmentPlayStart, "startTime");
  if (!isNumber(data.startTime)) return wrong(assessmentPlayStart, "/startTime", isNumber);
  if (data.endTime === undefined) return missing(assessmentPlayStart, "endTime");
  if (!isNumber(data.endTime)) return wrong(assessmentPlayStart, "/endTime", isNumber);
  if (data.context === undefined) return missing(assessmentPlayStart, "context");
  if (!isRecordContext(data.context)) return wrong(assessmentPlayStart, "/context", isRecordContext);
  assessmentPlayStart.errors = null;
  return true;
}

/** assessment.play.stop (gooru/player.da:88) */
export function assessmentPlayStop(data) {
  if (!isObject(assessmentPlayStop, data)) return false;
  if (data.userId === undefined) return missing(assessmentPlayStop, "userId");
  if (!isString(data.userId)) return wrong(assessmentPlayStop, "/userId", isString);
  if (data.contentId === undefined) return missing(assessmentPlayStop, "contentId");
  if (!isString(data.contentId)) return wrong(assessmentPlayStop, "/contentId", isString);
  if (data.contentType === undefined) return missing(assessmentPlayStop, "contentType");
  if (!isString2(data.contentType)) return wrong(assessmentPlayStop, "/contentType", isString2);
  if (data.startTime === undefined) return missing(assessmentPlayStop, "startTime");
  if (!isNumber(data.startTime)) return wrong(assessmentPlayStop, "/startTime", isNumber);
  if (data.endTime === undefined) return missing(assessmentPlayStop, "endTime");
  if (!isNumber(data.endTime)) return wrong(assessmentPlayStop, "/endTime", isNumber);
  if (data.context === undefined) return missing(assessmentPlayStop, "context");
  if (!isRecordContext(data.context)) return wrong(assessmentPlayStop, "/context", isRecordContext);
  if (data.score === undefined) return missing(assessmentPlayStop, "score");
  if (!isNumberOrNull(data.score)) return wrong(assessmentPlayStop, "/score", isNumberOrNull);
  assessmentPlayStop.errors = null;
  return true;
}

/** assessment.grade (gooru/player.da:94) */
export function assessmentGrade(data) {
  if (!isObject(assessmentGrade, data)) return false;
  if (data.userId === undefined) return missing(assessmentGrade, "userId");
  if (!isString(data.userId)) return wrong(assessmentGrade, "/userId", isString);
  if (data.contentId === undefined) return missing(assessmentGrade, "contentId");
  if (!isString(data.contentId)) return wrong(assessmentGrade, "/contentId", isString);
  if (data.contentType === undefined) return missing(assessmentGrade, "contentType");
  if (!isString2(data.contentType)) return wrong(assessmentGrade, "/contentType", isString2);
  if (data.startTime === undefined) return missing(assessmentGrade, "startTime");
  if (!isNumber(data.startTime)) return wrong(assessmentGrade, "/startTime", isNumber);
  if (data.endTime === undefined) return missing(assessmentGrade, "endTime");
  if (!isNumber(data.endTime)) return wrong(assessmentGrade, "/endTime", isNumber);
  if (data.context === undefined) return missing(assessmentGrade, "context");
  if (!isRecordContext(data.context)) return wrong(assessmentGrade, "/context", isRecordContext);
  if (data.score === undefined) return missing(assessmentGrade, "score");
  if (!isNumber2(data.score)) return wrong(assessmentGrade, "/score", isNumber2);
  assessmentGrade.errors = null;
  return true;
}

/** item.started (gooru/pupils.da:228) */
export function itemStarted(data) {
  if (!isObject(itemStarted, data)) return false;
  if (data.userId === undefined) return missing(itemStarted, "userId");
  if (!isString(data.userId)) return wrong(itemStarted, "/userId", isString);
  if (data.contentId === undefined) return missing(itemStarted, "contentId");
  if (!isString(data.contentId)) return wrong(itemStarted, "/contentId", isString);
  if (data.context === undefined) return missing(itemStarted, "context");
  if (!isRecordContext(data.context)) return wrong(itemStarted, "/context", isRecordContext);
  itemStarted.errors = null;
  return true;
}

/** item.completed (gooru/pupils.da:232) */
export function itemCompleted(data) {
  if (!isObject(itemCompleted, data)) return false;
  if (data.userId === undefined) return missing(itemCompleted, "userId");
  if (!isString(data.userId)) return wrong(itemCompleted, "/userId", isString);
  if (data.contentId === undefined) return missing(itemCompleted, "contentId");
  if (!isString(data.contentId)) return wrong(itemCompleted, "/contentId", isString);
  if (data.context === undefined) return missing(itemCompleted, "context");
  if (!isRecordContext(data.context)) return wrong(itemCompleted, "/context", isRecordContext);
  itemCompleted.errors = null;
  return true;
}

/** pupil.struggling (gooru/pupils.da:287) */
export function pupilStruggling(data) {
  if (!isObject(pupilStruggling, data)) return false;
  if (data.userId === undefined) return missing(pupilStruggling, "userId");
  if (!isString(data.userId)) return wrong(pupilStruggling, "/userId", isString);
  if (data.days === undefined) return missing(pupilStruggling, "days");
  if (!isInteger(data.days)) return wrong(pupilStruggling, "/days", isInteger);
  if (data.mean === undefined) return missing(pupilStruggling, "mean");
  if (!isNumber(data.mean)) return wrong(pupilStruggling, "/mean", isNumber);
  if (data.slope === undefined) return missing(pupilStruggling, "slope");
  if (!isNumber(data.slope)) return wrong(pupilStruggling, "/slope", isNumber);
  pupilStruggling.errors = null;
  return true;
}

/** pupil.recovered (gooru/pupils.da:290) */
export function pupilRecovered(data) {
  if (!isObject(pupilRecovered, data)) return false;
  if (data.userId === undefined) return missing(pupilRecovered, "userId");
  if (!isString(data.userId)) return wrong(pupilRecovered, "/userId", isString);
  if (data.days === undefined) return missing(pupilRecovered, "days");
  if (!isInteger(data.days)) return wrong(pupilRecovered, "/days", isInteger);
  if (data.mean === undefined) return missing(pupilRecovered, "mean");
  if (!isNumber(data.mean)) return wrong(pupilRecovered, "/mean", isNumber);
  if (data.slope === undefined) return missing(pupilRecovered, "slope");
  if (!isNumber(data.slope)) return wrong(pupilRecovered, "/slope", isNumber);
  pupilRecovered.errors = null;
  return true;
}

/** usage.competency.level (gooru/pupils.da:311) */
export function usageCompetencyLevel(data) {
  if (!isObject(usageCompetencyLevel, data)) return false;
  if (data.userId === undefined) return missing(usageCompetencyLevel, "userId");
  if (!isString(data.userId)) return wrong(usageCompetencyLevel, "/userId", isString);
  if (data.competencyId === undefined) return missing(usageCompetencyLevel, "competencyId");
  if (!isString(data.competencyId)) return wrong(usageCompetencyLevel, "/competencyId", isString);
  if (data.score === undefined) return missing(usageCompetencyLevel, "score");
  if (!isNumberOrNull2(data.score)) return wrong(usageCompetencyLevel, "/score", isNumberOrNull2);
  if (data.result === undefined) return missing(usageCompetencyLevel, "result");
  if (!isObject10(data.result)) return wrong(usageCompetencyLevel, "/result", isObject10);
  usageCompetencyLevel.errors = null;
  return true;
}

/** competency.asserted (gooru/pupils.da:330) */
export function competencyAsserted(data) {
  if (!isObject(competencyAsserted, data)) return false;
  if (data.entityId === undefined) return missing(competencyAsserted, "entityId");
  if (!isString(data.entityId)) return wrong(competencyAsserted, "/entityId", isString);
  if (data.changedAt === undefined) return missing(competencyAsserted, "changedAt");
  if (!isString2(data.changedAt)) return wrong(competencyAsserted, "/changedAt", isString2);
  if (data.competencyId === undefined) return missing(competencyAsserted, "competencyId");
  if (!isString(data.competencyId)) return wrong(competencyAsserted, "/competencyId", isString);
  competencyAsserted.errors = null;
  return true;
}

/** competency.reached (gooru/pupils.da:358) */
export function competencyReached(data) {
  if (!isObject(competencyReached, data)) return false;
  if (data.userId === undefined) return missing(competencyReached, "userId");
  if (!isString(data.userId)) return wrong(competencyReached, "/userId", isString);
  if (data.competencyId === undefined) return missing(competencyReached, "competencyId");
  if (!isString(data.competencyId)) return wrong(competencyReached, "/competencyId", isString);
  if (data.level === undefined) return missing(competencyReached, "level");
  if (!isInteger(data.level)) return wrong(competencyReached, "/level", isInteger);
  if (data.before === undefined) return missing(competencyReached, "before");
  if (!isIntegerOrNull(data.before)) return wrong(competencyReached, "/before", isIntegerOrNull);
  competencyReached.errors = null;
  return true;
}
