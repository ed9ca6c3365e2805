"use strict";(()=>{function I(e){let t=new CSSStyleSheet;t.replaceSync(e),document.adoptedStyleSheets=[...document.adoptedStyleSheets,t]}var A=`/* Areas that are shaded by a count; of the script that draws them. */
.density-title {
  font-weight: 650;
}

.density-classes {
  display: flex;
  flex-wrap: wrap;
  gap: 2px 0;
}

.legend-body .density-classes li {
  display: block;
  flex: 1 0 3.2rem;
  min-height: 0;
  padding-right: 4px;
}

.density-classes span {
  display: block;
  height: 10px;
  margin-right: -4px;
}

.legend-body .density-most li {
  display: list-item;
  min-height: 0;
  margin-left: 1.25rem;
  list-style: decimal;
}

.density {
  opacity: 0.82;
}

.density path,
.density circle {
  stroke: var(--ground);
  stroke-width: 0.8;
  vector-effect: non-scaling-stroke;
  pointer-events: auto;
  cursor: zoom-in;
}

.density :hover {
  stroke: var(--ink);
  stroke-width: 2;
}
`;async function C(e,t,n){let r=await fetch(e,{headers:{Accept:t},...n&&{signal:n}});if(!r.ok)throw new Error(`${e}: HTTP ${r.status}`);return r}var se=["adm1","adm2","country","hexagon"];function L(e){return se.some(t=>t===e)}var ae=/^x(_[a-z0-9]+)+$/;function ue({columns:e}){return Object.entries(e??{}).flatMap(([t,n])=>n.map(r=>[t,r]))}function R(e){let{within:t,layers:n,kinds:r,verifications:o,words:i,time:s}=e;return[["bbox",t?.join(",")],["layer",n?.join(",")],["kind",r?.join(",")],["verification",o?.join(",")],["q",i],["datetime",s],...ue(e)]}function E(e,t){let n=new URL(e,"http://host");for(let r of[...n.searchParams.keys()])ae.test(r)&&n.searchParams.delete(r);for(let[r]of t)n.searchParams.delete(r);for(let[r,o]of t)o&&n.searchParams.append(r,o);return(n.pathname+n.search).replace(/%2C/g,",")}function N(e,{zoom:t,bbox:n,filter:r},o){let i=de(n,t),s=r.within?ce(i,r.within):i;return E(e,[["zoom",o?String(Math.floor(t)):void 0],...R({...r,within:s})])}function ce(e,t){if(e[0]>e[2]||t[0]>t[2])return t;let[n,r]=[Math.max(e[0],t[0]),Math.max(e[1],t[1])],[o,i]=[Math.min(e[2],t[2]),Math.min(e[3],t[3])];return n<=o&&r<=i?[n,r,o,i]:[t[0],t[1],t[0],t[1]]}function de(e,t){let n=360/2**(Math.floor(t)+1),[r,o,i,s]=e,a=[Math.floor(r/n),Math.floor(o/n),Math.ceil(i/n),Math.ceil(s/n)],[c,l,f,p]=a.map(d=>Number((d*n).toFixed(6)));return f-c>=360?[-180,Math.max(l,-90),180,Math.min(p,90)]:[G(c),Math.max(l,-90),G(f),Math.min(p,90)]}function G(e){return e>=-180&&e<=180?e:Number((((e+180)%360+360)%360-180).toFixed(6))}function B({best:e,low:t,high:n},r){if(n===0)return"";if(e!==void 0)return r(e);if(t!==void 0&&n!==void 0){let[o,i]=[r(t),r(n)];return o===i?o:`${o}–${i}`}return n!==void 0?`≤${r(n)}`:t?`${r(t)}+`:""}function D(e){let t=e.filter(o=>o>0).sort((o,i)=>o-i),n=[...new Set(t)];if(n.length<=5)return n.map(o=>({from:o,to:o}));let r=[];for(let o=0;o<5;o++){let i=r[o-1]?.to??0,s=t.filter(l=>l>i);if(s.length===0)break;let a=s[Math.max(0,Math.ceil(s.length/(5-o))-1)],c=[...new Set(s)];r.push({from:s[0],to:Math.min(a,c[Math.max(0,c.length-(5-o))])})}return r}function T(e,t){return t.findIndex(({from:n,to:r})=>e>=n&&e<=r)}function v(e){if(!(e>0))return 0;let t=10**Math.max(0,2-Math.floor(Math.log10(e)));return Math.round(e*t)/t}var $=85.0511287798066;function W(e){return e/360+.5}function V(e){let t=Math.sin(Math.min(Math.max(e,-$),$)*Math.PI/180);return .5-Math.log((1+t)/(1-t))/(4*Math.PI)}var U={light:{entries:["#cfd9e8","#a3b8d6","#7594c1","#4a6fa3","#23447a"],deaths:["#f4cfc9","#e6a09a","#d06a6b","#b13a49","#7f0f2b"]},dark:{entries:["#2a3b50","#35557a","#4c7aab","#7ba8d6","#bddcf8"],deaths:["#482a2d","#75353c","#a84a53","#d97a80","#f9bdbe"]}};function X(e,t){return t<=1?[e[3]]:Array.from({length:t},(n,r)=>e[Math.round(r*(e.length-1)/(t-1))])}var M="http://www.w3.org/2000/svg",x=40;function H(e,t,n){let r=e.flatMap(({geometry:d})=>F(d)).map(j);if(r.length===0)return;let o=r.map(([d])=>d*n),i=r.map(([,d])=>d*n),[s,a]=[w(o)-x,-w(o.map(d=>-d))+x],[c,l]=[Math.max(w(i)-x,0),Math.min(-w(i.map(d=>-d))+x,n)],f=document.createElementNS(M,"svg");f.setAttribute("viewBox",[0,0,a-s,l-c].map(d=>d.toFixed(1)).join(" ")),f.setAttribute("preserveAspectRatio","none"),f.classList.add("density");let p=d=>{let[g,h]=j(d);return`${(g*n-s).toFixed(1)} ${(h*n-c).toFixed(1)}`};for(let d of[...e].sort((g,h)=>h.size-g.size))f.append(le(d,t,p));return{svg:f,bounds:[z(s/n),q(l/n),z(a/n),q(c/n)]}}function le({geometry:e,shade:t,title:n,size:r,press:o},i,s){let a;if(e.type==="Point"){a=document.createElementNS(M,"circle");let[l,f]=s(e.coordinates).split(" ");a.setAttribute("cx",l),a.setAttribute("cy",f),a.setAttribute("r",String(r/2))}else a=document.createElementNS(M,"path"),a.setAttribute("d",O(e).map(l=>`M${l.map(s).join("L")}Z`).join(""));a.setAttribute("fill",i[t]??"none");let c=document.createElementNS(M,"title");return c.textContent=n,a.append(c),a.addEventListener("click",o),a}function O(e){switch(e.type){case"Polygon":return e.coordinates;case"MultiPolygon":return e.coordinates.flat();case"GeometryCollection":return e.geometries.flatMap(O);default:return[]}}function F(e){return e.type==="Point"?[e.coordinates]:O(e).flat()}var j=([e,t])=>[W(e),V(t)],z=e=>(e-.5)*360,q=e=>Math.atan(Math.sinh(Math.PI*(1-2*e)))*180/Math.PI;function w(e){return e.reduce((t,n)=>Math.min(t,n),1/0)}var Y={widest:46,narrowest:12},K={light:"#c9c6bf",dark:"#4a5157"},Q=1e5,fe=5;function Z(e){return document.querySelector(`.map-legend select[name=${e}]`)?.selectedOptions[0]?.text??""}function me(e){if(!e.figures_unknown)return e.fatalities??e.fatalities_low??(e.fatalities_high===void 0?0:void 0)}function _(e,t){let n=t.startsWith("deaths")?me(e):e.count;if(n!==void 0)return t.endsWith("rate")?e.population?v(n*Q/e.population):void 0:n}function J(e,t,n){let r=_(e,t);if(!t.startsWith("deaths")||r===0)return n(r);let o=i=>i===void 0||t==="deaths"?i:v(i*Q/e.population);return B({best:o(e.fatalities),low:o(e.fatalities_low),high:o(e.fatalities_high)},n)}function pe({fatalities:e,fatalities_high:t},n){return n.startsWith("deaths")&&e===void 0&&t!==0}function ee(e,t){let{measure:n,lang:r,say:o,scheme:i}=t,s=e.features.map(({properties:u})=>_(u,n)),a=D(s.filter(u=>u!==void 0)),c=n.startsWith("deaths")?"deaths":"entries",l=[...X(U[i][c],a.length),K[i]],f=s.includes(void 0),p=Math.max(...s.map(u=>u??0),1),d=new Intl.DisplayNames(r,{type:"region"}),g=({id:u,properties:m})=>t.by==="country"?d.of(u)??u:m.name??"",h=u=>u.toLocaleString(r,{maximumSignificantDigits:n.endsWith("rate")?3:21}),P={measure:Z("measure"),by:Z("show")},te=u=>_(u,n)===void 0?o("density_unknown"):`${J(u,n,h)} ${P.measure}`,ne=e.features.map((u,m)=>{let b=s[m];return{geometry:u.geometry,shade:b===void 0?a.length:T(b,a),title:[g(u),te(u.properties)].filter(Boolean).join(": "),size:Math.max(Y.narrowest,Y.widest*Math.sqrt((b??0)/p)),press:()=>t.approach(ge(u.geometry))}}),re=t.by==="hexagon"||f?[]:e.features.map((u,m)=>({title:`${g(u)}: ${J(u.properties,n,h)}`,value:s[m]??0})).filter(({value:u})=>u>0).sort((u,m)=>m.value-u.value).slice(0,fe).map(({title:u})=>u),oe=ne.filter(({shade:u})=>u>=0),k=a.map(({from:u,to:m},b)=>({color:l[b],text:u===m?h(u):`${h(u)}–${h(m)}`}));f&&k.push({color:K[i],text:o("density_unknown")});let y=[];return a.length===0&&y.push(o("density_nothing")),e.features.some(({properties:u},m)=>(s[m]??0)>0&&pe(u,n))&&y.push(o("density_least")),e.elsewhere>0&&y.push(o("density_elsewhere",{n:h(e.elsewhere),all:h(e.count)})),{picture:H(oe,l,t.world),legend:he(`${P.by} · ${P.measure}`,k,re,y)}}function he(e,t,n,r){let o=(s,a,...c)=>{let l=document.createElement(s);return l.className=a,l.append(...c),l},i=o("div","",o("p","density-title",e));return i.append(o("ul","density-classes",...t.map(({color:s,text:a})=>{let c=o("span","");return c.style.background=s,o("li","",c,a)}))),n.length>0&&i.append(o("ol","density-most",...n.map(s=>o("li","",s)))),i.append(...r.map(s=>o("p","note",s))),i}function ge(e){let t=e.type==="Point"?.15:0,n=F(e),r=c=>n.reduce(([l,f],p)=>[Math.min(l,c(p)),Math.max(f,c(p))],[1/0,-1/0]),[o,i]=r(([c])=>c),[s,a]=r(([,c])=>c);return[o-t,s-t,i+t,a+t]}var S=class{constructor(t){this.parts=t;this.shown=""}async show({show:t,measure:n},r){if(!L(t)||r.filter.layers?.length===0){this.clear();return}let o=n==="deaths"||n==="entries_rate"||n==="deaths_rate"?n:"entries",i=N(`${this.parts.config.url}&by=${t}`,r,!0),s=`${i} ${o} ${this.parts.scheme()} ${r.zoom}`;if(s===this.shown)return;this.asked?.abort();let{signal:a}=this.asked=new AbortController;try{let c=await(await C(i,"application/geo+json",a)).json();if(a.aborted)return;this.shown=s,this.draw(c,t,o)}catch(c){if(a.aborted)return;console.error(c),this.clear(),this.parts.tell(Object.assign(document.createElement("p"),{textContent:this.parts.say("map_failed")}))}}draw(t,n,r){let{map:o,approach:i,scheme:s,lang:a,say:c,overlay:l,tell:f}=this.parts,p=256*2**o.getZoom(),{picture:d,legend:g}=ee(t,{by:n,measure:r,lang:a,say:c,scheme:s(),world:p,approach:i});this.overlay?.remove(),this.overlay=d&&l(d.svg,d.bounds),f(g)}clear(){this.asked?.abort(),this.shown="",this.overlay?.remove(),this.overlay=void 0,this.parts.tell(void 0)}};I(A);globalThis.incidentmapDensity=S;})();
